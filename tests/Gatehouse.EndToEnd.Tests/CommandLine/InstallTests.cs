using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Contract;
using Gatehouse.Demo.Services;
using Gatehouse.EndToEnd.Tests.Support;
using Gatehouse.Kiosk.Snapshots;

namespace Gatehouse.EndToEnd.Tests.CommandLine;

/// <summary>Roster, policy and commissioning as an installer puts them in force.</summary>
public sealed class InstallTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly KioskFolder _kiosk;

    public InstallTests(PreparedKiosk prepared) => _kiosk = prepared.CopyAloneTo(_scratch.Path("gate"));

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_roster_is_in_force_from_the_next_start()
    {
        var roster = Roster();
        roster["revision"] = "spring-2";
        Assert.Contains("'spring-2'", (await InstallAsync("roster", roster.ToJsonString())).Succeeded().Output, StringComparison.Ordinal);

        var answer = (await InstallAsync("roster", roster.ToJsonString(), "--json")).Succeeded().LastLine;
        Assert.Equal(("roster", "spring-2"), (answer.GetProperty("document").GetString(), answer.GetProperty("revision").GetString()));
        await using (await KioskService.StartAsync("gate-1", _kiosk, Programs.Kiosk(KioskBuild.Any), 50, TimeProvider.System, Token))
        {
        }

        var shown = await RunAsync("journal", "show", "--config", _kiosk.Configuration);
        Assert.Contains("roster spring-2", shown.Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_examples_are_in_force_once_the_roster_has_a_key()
    {
        await RefusedAsync("roster", Example("roster"), "/dev/urandom");
        (await InstallAsync("policy", Example("policy"))).Succeeded();
        (await InstallAsync("policy", Example("policy-ambient"))).Succeeded();
        (await InstallAsync("roster", Example("roster").Replace("\"badgeKey\": \"\"", $"\"badgeKey\": \"{new string('A', 43)}=\"", StringComparison.Ordinal))).Succeeded();

        var kept = await File.ReadAllTextAsync(_kiosk.State("roster.json"), Token);
        Assert.DoesNotContain("1201", kept, StringComparison.Ordinal);
        Assert.Contains(BadgeHash.Of("H10301:7:1201", new byte[32]).Hex, kept, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_roster_of_nonsense_leaves_the_old_one_in_force()
    {
        await RefusedAsync("roster", "no roster", "roster.new.json");
        await RefusedAsync("roster", "null", "roster.new.json");
        await RefusedAsync("roster", Changed(r => r["peopel"] = 1), "There is no key $.peopel.");
        await RefusedAsync("roster", Changed(r => r.Remove("badgeKey")), "badgeKey");
        await RefusedAsync("roster", Changed(r => r["people"]![1]!["name"] = 5), "$.people[1].name");
        await RefusedAsync("roster", Changed(r => r["people"]![1]!["validTo"] = "2026-12-31T18:00:00"), "$.people[1].validTo", "+08:00");
        await RefusedAsync("roster", Changed(r => r["people"]![1]!["validTo"] = "2026-12-31"), "$.people[1].validTo", "+08:00");
        await RefusedAsync("roster", Changed(r => r["people"]![1]!["name"] = ""), "no name");
        await RefusedAsync("roster", Changed(r => r["badgeKey"] = "short"), "badge key");
        await RefusedAsync("roster", Changed(r => r["people"]![1]!["badges"]![0] = "H10301:7"), "person 0002", "H10301:123:4567");
        await RefusedAsync("roster", Changed(r => r["timeZone"] = "Mars/Olympus"), "Mars/Olympus");
        await RefusedAsync("roster", Changed(r => r["people"]![1]!["number"] = "0001"), "0001");
        (await RunAsync("install", "roster", _scratch.Path("none.json"), "--config", _kiosk.Configuration)).Refused(_scratch.Path("none.json"));
    }

    [Theory]
    [InlineData("""{"revision":"p","limit":99}""", "limit is 99")]
    [InlineData("""{"revision":"p","limit":36.1,"readings":0}""", "readings is 0")]
    [InlineData("""{"revision":"","limit":36.1}""", "revision")]
    [InlineData("""{"revision":"p"}""", "limit")]
    [InlineData("""{"revision":"p","limit":36.1,"limmit":36}""", "limmit")]
    [InlineData("""{"revision":"p","limit":"36,1"}""", "limit")]
    [InlineData("""{"revision":"p","limit":36.1,"humidityTo":85}""", "no air sensor is configured")]
    public Task A_policy_out_of_bounds_leaves_the_old_one_in_force(string policy, string naming) => RefusedAsync("policy", policy, naming);

    [Fact]
    public async Task A_folder_is_no_document() =>
        (await RunAsync("install", "policy", _scratch.Root, "--config", _kiosk.Configuration)).Refused(_scratch.Root, "is a folder");

    [Fact]
    public async Task Commissioning_tells_the_thermometers_identity_and_supply()
    {
        string[] command = ["commission", "--config", _kiosk.Configuration, "--simulate", "--supply-volts", "3.3"];
        var record = (await RunAsync([.. command, "--json"])).Succeeded().LastLine;
        Assert.Matches("^[0-9a-f]{16}$", record.GetProperty("serial").GetString());
        Assert.Equal(3.3, record.GetProperty("supplyVolts").GetDouble());
        Assert.Equal(record.GetProperty("serial").GetString(), new KioskSnapshots(_kiosk.State("")).Calibration.Load().Serial);

        var told = (await RunAsync(command)).Succeeded().Output;
        Assert.Contains(record.GetProperty("serial").GetString()!, told, StringComparison.Ordinal);
    }

    private static string Example(string document) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, document + ".json"));

    private async Task RefusedAsync(string document, string text, params string[] naming)
    {
        var inForce = await File.ReadAllBytesAsync(_kiosk.State(document + ".json"), Token);
        (await InstallAsync(document, text)).Refused(naming);
        Assert.Equal(inForce, await File.ReadAllBytesAsync(_kiosk.State(document + ".json"), Token));
        Assert.False(File.Exists(_kiosk.State(document + ".previous.json")));
    }

    private async Task<Finished> InstallAsync(string document, string text, params string[] more)
    {
        var file = _scratch.Path(document + ".new.json");
        await File.WriteAllTextAsync(file, text, Token);
        return await RunAsync(["install", document, file, "--config", _kiosk.Configuration, .. more]);
    }

    private string Changed(Action<JsonObject> change)
    {
        var roster = Roster();
        change(roster);
        return roster.ToJsonString();
    }

    private JsonObject Roster() =>
        JsonNode.Parse(JsonSerializer.Serialize(new KioskSnapshots(_kiosk.State("")).Roster.Load(), SnapshotJson.Default.Roster))!.AsObject();

    private static Task<Finished> RunAsync(params string[] arguments) => Finished.OfAsync(Programs.Kiosk(KioskBuild.Any), arguments);

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
