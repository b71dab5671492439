using Gatehouse.Demo.People;
using Gatehouse.EndToEnd.Tests.Support;

namespace Gatehouse.EndToEnd.Tests;

/// <summary>A policy is written at the host, tried on what happened at the gate, put in force, and judges the next person there.</summary>
public sealed class PolicyTests(PreparedKiosk prepared)
{
    [Fact]
    public async Task What_it_would_have_changed_is_known_before_and_the_gate_judges_by_it_after()
    {
        await using var site = await Site.StartAsync(KioskBuild.Any, prepared);
        var (one, other) = (prepared.People[0], prepared.People[1]);
        await site.StartKioskAsync();
        Assert.Equal("passed", await EnterAsync(site, one));

        var file = site.Folder.Root + ".json";
        await File.WriteAllTextAsync(file, """{"limit":33,"coldest":30}""", Token);
        (await HostAsync(site, "policy", "draft", file, "--reason", "heat wave")).Succeeded();
        Finished tried;
        do
        {
            // Until the kiosk listens.
            tried = await HostAsync(site, "policy", "try", "1", "--days", "1");
        }
        while (tried.Status != 0);
        Assert.Contains("gate-1: 1 passages computed again, 1 would have another verdict.", tried.Output, StringComparison.Ordinal);
        Assert.Contains("1  clear -> refer", tried.Output, StringComparison.Ordinal);
        Assert.Equal("passed", await EnterAsync(site, other));

        Assert.Contains("is in force since", (await HostAsync(site, "policy", "activate", "1")).Succeeded().Output, StringComparison.Ordinal);
        await DecidesAsync(site);
        var refused = await site.Kiosk.WalkAsync(new Visit(one.Number, "in", [35.0]), Token);
        Assert.Equal(("refused", "refer"), (refused.Outcome, refused.Decision!.Reason));

        // The next start begins with it, and what was decided before is still computed by the one of then.
        await site.StartKioskAsync();
        Assert.Equal("refused", await EnterAsync(site, other));
        var shown = (await site.KioskCommandAsync("journal", "show", "--config", site.Folder.Configuration)).Output;
        Assert.Matches("policy +policy 1-[0-9a-f]{8}, before ", shown);
        Assert.Matches("tried +policy 1-[0-9a-f]{8} tried on 1 passages, 1 would have another verdict", shown);
        var replayed = await site.KioskCommandAsync("replay", "--config", site.Folder.Configuration);
        Assert.Equal(0, replayed.Status);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task<string> EnterAsync(Site site, Person person) =>
        (await site.Kiosk.WalkAsync(new Visit(person.Number, "in", [35.0]), Token)).Outcome;

    private static Task<Finished> HostAsync(Site site, params string[] arguments) => Finished.OfAsync(Programs.Host, [.. arguments, "--data", site.HostData]);

    /// <summary>Waits until the kiosk has said that it decides by the policy in force.</summary>
    private static async Task DecidesAsync(Site site)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1), TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, Token);
        while ((await HostAsync(site, "policy", "list")).Output.Contains("gate-1 decides by", StringComparison.Ordinal))
        {
            either.Token.ThrowIfCancellationRequested();
        }
    }
}
