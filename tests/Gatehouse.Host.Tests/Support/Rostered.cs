using System.Text;
using System.Text.Json;
using Gatehouse.Contract;

namespace Gatehouse.Host.Tests.Support;

/// <summary>Tests of a host with two people, in the groups office and furnace, and of what its gates are told.</summary>
public abstract class Rostered : HostAndKiosk
{
    protected const string Sheet = "number,name,group,badges\n0001,Ann,office,H10301:7:1\n0002,Ben,furnace,H10301:7:2\n";

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected override async Task PrepareAsync() => await ImportAsync(Sheet);

    protected async Task ImportAsync(string sheet)
    {
        var file = Path.Combine(Host.Data, "..", "people.csv");
        await File.WriteAllTextAsync(file, sheet, Encoding.UTF8, Token);
        Assert.Equal(0, (await CommandAsync("people", "import", file)).Code);
    }

    protected Task<(int Code, string Output, string Error)> CommandAsync(params string[] arguments) =>
        RunningHost.CommandAsync(null, [.. arguments, "--data", Host.Data]);

    /// <summary>Runs a command that must succeed.</summary>
    protected async Task<string> DoneAsync(params string[] arguments)
    {
        var (code, output, error) = await CommandAsync(arguments);
        Assert.Equal((0, ""), (code, error));
        return output;
    }

    /// <summary>Runs a command that must be refused in one sentence.</summary>
    protected async Task RefusedAsync(string says, params string[] arguments)
    {
        var (code, output, error) = await CommandAsync(arguments);
        Assert.Equal((1, ""), (code, output));
        Assert.Contains(says, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
    }

    protected async Task<RosterUpdate?> RosterAsync(string? since = null, KioskLink? of = null, string? digest = null)
    {
        var kiosk = of ?? Kiosk;
        using var response = await kiosk.Client.GetAsync(new Uri(Routes.RosterOf(KioskId.Parse(kiosk.Name), since, digest), UriKind.Relative), Token);
        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.True(response.IsSuccessStatusCode, text);
        return text.Length == 0 ? null : JsonSerializer.Deserialize(text, ContractJson.Default.RosterUpdate);
    }

    protected async Task<JsonElement> ListedAsync(string kiosk)
    {
        using var list = JsonDocument.Parse(await DoneAsync("kiosk", "list", "--json"));
        return list.RootElement.Clone().GetProperty("kiosks").EnumerateArray().Single(k => k.GetProperty("name").GetString() == kiosk);
    }
}
