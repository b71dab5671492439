using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Simulation;

namespace Gatehouse.Kiosk.Tests.Lane;

/// <summary>Another policy comes while people walk.</summary>
public sealed class PolicyChangedTests
{
    private static readonly Policy Strict = new() { Revision = "2-strict", Limit = 34, Coldest = 32 };

    [Fact]
    public void The_next_person_is_judged_by_it() => LaneScene.Play(async scene =>
    {
        Assert.Equal(VisitOutcome.Passed, await scene.ComesAsync(LaneScene.Ann, 35));
        scene.Lane.Use(Strict);
        Assert.Equal(VisitOutcome.Refused, await scene.ComesAsync(LaneScene.Ben, 35.5));
        Assert.Equal([("p1", "clear"), ("2-strict", "refer")], (await scene.DecisionsAsync()).Select(d => (d.Policy, d.Verdict)));
        var said = Journal.Journals.Records(scene.Disk).Single(r => r.Kind == RecordKind.Policy).Body.Deserialize(ContractJson.Default.PolicyPutInForce);
        Assert.Equal(new PolicyPutInForce("2-strict", "p1"), said);
    });

    [Fact]
    public void Who_is_being_looked_at_is_judged_by_the_one_by_which_they_began() => LaneScene.Play(async scene =>
    {
        var coming = scene.ComesAsync(LaneScene.Ann, 35.5);
        await scene.Gate.Light.WaitForAsync(Signal.Measuring, TestContext.Current.CancellationToken);
        scene.Lane.Use(Strict);
        Assert.Equal(VisitOutcome.Passed, await coming);
        Assert.Equal(VisitOutcome.Refused, await scene.ComesAsync(LaneScene.Ben, 35.5));
        Assert.Equal([("p1", "clear"), ("2-strict", "refer")], (await scene.DecisionsAsync()).Select(d => (d.Policy, d.Verdict)));
    });

    [Fact]
    public void Its_mode_holds_at_once_and_so_does_the_lot() => LaneScene.Play(async scene =>
    {
        scene.Lane.Use(Strict with { Revision = "2-flag", Mode = GateMode.Flag });
        Assert.Equal(VisitOutcome.Passed, await scene.ComesAsync(LaneScene.Ann, 35.5));
        scene.Lane.Use(Strict with { Revision = "3-guard", Mode = GateMode.Guard });
        Assert.Equal(VisitOutcome.Refused, await scene.ComesAsync(LaneScene.Ben, 33));
        Assert.Equal([("2-flag", PassageMode.Flag, "refer"), ("3-guard", PassageMode.Guard, null)], (await scene.DecisionsAsync()).Select(d => (d.Policy, d.Mode, d.Verdict)));
    });
}
