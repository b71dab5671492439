using Gatehouse.Demo.People;
using Gatehouse.EndToEnd.Tests.Support;

namespace Gatehouse.EndToEnd.Tests;

/// <summary>People are imported at the host, and what changes there is so at the gate a moment later.</summary>
public sealed class RosterTests(PreparedKiosk prepared)
{
    [Fact]
    public async Task A_badge_that_is_lost_opens_nothing_any_more_and_does_again_once_it_is_found()
    {
        await using var site = await Site.StartAsync(KioskBuild.Any, prepared);
        var (one, other) = (prepared.People[0], prepared.People[1]);
        await ImportAsync(site, prepared.People.Take(20));
        await site.StartKioskAsync();
        await DecidesByAsync(site, "1-");
        Assert.Equal("passed", await EnterAsync(site, one));
        Assert.Equal("refused", await EnterAsync(site, prepared.People[30]));

        (await HostAsync(site, "badge", "lost", one.Badge)).Succeeded();
        await DecidesByAsync(site, "2-");
        Assert.Equal("refused", await EnterAsync(site, one));
        Assert.Equal("passed", await EnterAsync(site, other));
        Assert.Equal("passed", (await site.Kiosk.WalkAsync(new Visit(one.Number, "out", [35.0]), Token)).Outcome);

        (await HostAsync(site, "badge", "activate", one.Badge)).Succeeded();
        (await HostAsync(site, "people", "suspend", other.Number)).Succeeded();
        await DecidesByAsync(site, "4-");
        Assert.Equal("passed", await EnterAsync(site, one));
        var refused = await site.Kiosk.WalkAsync(new Visit(other.Number, "in", [35.0]), Token);
        Assert.Equal(("refused", "suspended"), (refused.Outcome, refused.Decision!.Reason));

        var lines = Directory.GetFiles(site.Folder.Journal, "*.log").SelectMany(File.ReadAllLines).ToList();
        Assert.Contains(lines, line => line.Contains("\"reason\":\"suspended\"", StringComparison.Ordinal) && line.Contains("\"roster\":\"4-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_kiosk_decides_by_what_it_was_told_last_while_the_host_is_away_and_over_a_start()
    {
        await using var site = await Site.StartAsync(KioskBuild.Any, prepared);
        var one = prepared.People[0];
        await ImportAsync(site, prepared.People.Take(20));
        await site.StartKioskAsync();
        await DecidesByAsync(site, "1-");
        await site.Host.StopAsync();
        await site.StartKioskAsync();
        Assert.Equal("passed", await EnterAsync(site, one));
        Assert.Equal("refused", await EnterAsync(site, prepared.People[30]));

        (await HostAsync(site, "badge", "lost", one.Badge)).Succeeded();
        Assert.Equal("passed", await EnterAsync(site, one));
        await site.Host.StartAsync(Token);
        await DecidesByAsync(site, "2-");
        Assert.Equal("refused", await EnterAsync(site, one));
    }

    [Fact]
    public async Task A_gate_that_is_looked_for_blinks_and_one_that_is_away_is_named()
    {
        await using var site = await Site.StartAsync(KioskBuild.Any, prepared);
        await site.StartKioskAsync();
        Finished found;
        do
        {
            // Until the kiosk listens.
            found = await HostAsync(site, "kiosk", "find", "gate-1");
        }
        while (found.Status != 0);
        Assert.Equal("gate-1 blinks.", found.Lines[^1]);
        var shown = await site.KioskCommandAsync("journal", "show", "--config", site.Folder.Configuration);
        Assert.Contains("commanded  find by ", shown.Output, StringComparison.Ordinal);

        await site.Kiosk.DisposeAsync();
        var away = await HostAsync(site, "kiosk", "find", "gate-1");
        Assert.Equal(1, away.Status);
        Assert.Contains("did not answer", away.Output, StringComparison.Ordinal);
        (await HostAsync(site, "kiosk", "find", "gate-7")).Refused("There is no kiosk gate-7");
    }

    [Fact]
    public async Task A_lockdown_is_in_force_at_a_gate_that_was_away_as_soon_as_it_is_back_and_over_a_start_and_everybody_leaves()
    {
        await using var site = await Site.StartAsync(KioskBuild.Any, prepared);
        var one = prepared.People[0];
        await ImportAsync(site, prepared.People.Take(20));
        await site.StartKioskAsync();
        await DecidesByAsync(site, "1-");
        await site.Host.StopAsync();
        (await HostAsync(site, "lockdown", "--reason", "drill")).Succeeded();
        Assert.Equal("passed", await EnterAsync(site, one));
        await site.Host.StartAsync(Token);
        await DecidesByAsync(site, "2-");
        await SignalsAsync(site, "outOfService");
        Assert.Equal("passed", (await site.Kiosk.WalkAsync(new Visit(one.Number, "out", [35.0]), Token)).Outcome);

        await site.StartKioskAsync();
        await SignalsAsync(site, "outOfService");
        await ShowsModeAsync(site, "lockdown");
        (await HostAsync(site, "all-clear")).Succeeded();
        await DecidesByAsync(site, "3-");
        Assert.Equal("passed", await EnterAsync(site, one));
        await ShowsModeAsync(site, "normal");
        var lines = Directory.GetFiles(site.Folder.Journal, "*.log").Order(StringComparer.Ordinal).SelectMany(File.ReadAllLines).Where(line => line.Contains("\"kind\":\"ordered\"", StringComparison.Ordinal)).ToList();
        Assert.Equal([true, true, false], lines.Select(line => line.Contains("\"lockdown\":true", StringComparison.Ordinal)));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task<string> EnterAsync(Site site, Person person) =>
        (await site.Kiosk.WalkAsync(new Visit(person.Number, "in", [35.0]), Token)).Outcome;

    private static Task<Finished> HostAsync(Site site, params string[] arguments) => Finished.OfAsync(Programs.Host, [.. arguments, "--data", site.HostData]);

    private static async Task ImportAsync(Site site, IEnumerable<Person> people)
    {
        var sheet = site.Folder.Root + ".csv";
        var lines = people.Select(p => $"{p.Number},{p.Name},{p.Group},{p.Badge}");
        await File.WriteAllLinesAsync(sheet, ["number,name,group,badges", .. lines], Token);
        (await HostAsync(site, "people", "import", sheet)).Succeeded();
    }

    /// <summary>Waits until the gate's light says something.</summary>
    private static async Task SignalsAsync(Site site, string signal)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1), TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, Token);
        using var simulator = new SimulatorClient(site.Kiosk.Simulator);
        while ((await simulator.StateAsync()).GetProperty("signal").GetString() != signal)
        {
            either.Token.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Waits until the gate's records say that it is in a mode.</summary>
    private static async Task ShowsModeAsync(Site site, string mode)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1), TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, Token);
        while (!System.Text.RegularExpressions.Regex.IsMatch((await HostAsync(site, "kiosk", "list")).Output, $"gate-1 .* {mode}  "))
        {
            either.Token.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Waits until the kiosk has said that it decides by a revision.</summary>
    private static async Task DecidesByAsync(Site site, string revision)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1), TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, Token);
        while (true)
        {
            var list = (await HostAsync(site, "kiosk", "list", "--json")).Succeeded().LastLine.GetProperty("kiosks");
            if (list[0].TryGetProperty("roster", out var roster) && roster.GetString()?.StartsWith(revision, StringComparison.Ordinal) == true)
            {
                return;
            }

            either.Token.ThrowIfCancellationRequested();
        }
    }
}
