using System.Text.Json;
using Gatehouse.EndToEnd.Tests.Support;

namespace Gatehouse.EndToEnd.Tests.Faults;

/// <summary>The kiosk's card is put back from an image of some time ago, and people walk on.</summary>
public sealed class OlderCopyPutBack(PreparedKiosk prepared)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task The_kiosk_goes_on_by_itself_and_both_sides_can_prove_what_they_hold()
    {
        await using var site = await Site.StartAsync(KioskBuild.Any, prepared);
        var crowd = new Crowd(prepared.People, new Random(41));
        var journal = site.Folder.Journal;
        var image = journal + ".image";
        await site.StartKioskAsync();
        await crowd.WalkAsync(site.Kiosk, 3);
        await CountersignedAsync(site, atLeast: 1);
        await site.Kiosk.DisposeAsync();
        Copy(journal, image);

        await site.StartKioskAsync();
        await crowd.WalkAsync(site.Kiosk, 3);
        await site.Kiosk.DisposeAsync();
        await site.StartKioskAsync();
        await CountersignedAsync(site, atLeast: 2);
        await site.Kiosk.DisposeAsync();

        Directory.Move(journal, journal + ".lost");
        Copy(image, journal);
        await site.StartKioskAsync();
        await crowd.WalkAsync(site.Kiosk, 2);
        await EventuallyAsync(async () => (await VerifiedAsync(site)).GetProperty("epochs").GetArrayLength() == 2);
        await crowd.WalkAsync(site.Kiosk, 2);
        var head = (await VerifiedAsync(site)).GetProperty("epochs")[1];
        await EventuallyAsync(async () => (await HeldAsync(site, head.GetProperty("epoch").GetString()!)) >= head.GetProperty("last").GetInt64());

        var summary = await SummaryAsync(site);
        Assert.Equal((1, 0), (summary.GetProperty("alarms").GetInt32(), summary.GetProperty("gaps").GetInt32()));
        Assert.Contains("put back there, whose records", await GetAsync(site, "/export.csv"), StringComparison.Ordinal);
        Assert.True((await VerifiedAsync(site)).GetProperty("whole").GetBoolean());
        var told = (await Finished.OfAsync(Programs.Host, "verify", "--data", site.HostData)).Succeeded();
        Assert.StartsWith("Complete: ", told.Lines[^1], StringComparison.Ordinal);
    }

    private static async Task<JsonElement> VerifiedAsync(Site site) =>
        (await site.KioskCommandAsync("journal", "verify", "--config", site.Folder.Configuration, "--json")).LastLine;

    private static Task CountersignedAsync(Site site, int atLeast) => EventuallyAsync(async () =>
        (await VerifiedAsync(site)).GetProperty("proofs").EnumerateArray().Sum(p => p.GetProperty("countersigned").GetInt32()) >= atLeast);

    private static async Task<long> HeldAsync(Site site, string epoch) => (await SummaryAsync(site)).GetProperty("kiosks")[0].GetProperty("epochs").EnumerateArray()
        .Where(e => e.GetProperty("epoch").GetString() == epoch).Select(e => e.GetProperty("watermark").GetInt64()).SingleOrDefault();

    private static async Task<JsonElement> SummaryAsync(Site site)
    {
        using var summary = JsonDocument.Parse(await GetAsync(site, "/api/v1/summary?verify=true"));
        return summary.RootElement.Clone();
    }

    private static Task<string> GetAsync(Site site, string address) => site.Host.ReadAsync(address, TestContext.Current.CancellationToken);

    private static async Task EventuallyAsync(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2), TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, TestContext.Current.CancellationToken);
        using var timer = new PeriodicTimer(Look, TimeProvider.System);
        while (!await holds())
        {
            await timer.WaitForNextTickAsync(either.Token);
        }
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }
}
