using CsCheck;
using Gatehouse.Kiosk.Sync;

namespace Gatehouse.Kiosk.Tests.Sync;

public sealed class BackOffTests
{
    private static readonly SyncOptions Options = new() { BackOffBase = TimeSpan.FromMilliseconds(500), BackOffCap = TimeSpan.FromMinutes(5) };

    [Fact]
    public void Each_wait_lies_between_nothing_and_a_bound_that_doubles_up_to_the_cap() =>
        Gen.Int.Sample(seed =>
        {
            var backOff = new BackOff(Options, new Random(seed));
            for (var failure = 0; failure < 100; failure++)
            {
                var bound = Math.Min(Options.BackOffCap.TotalSeconds, 0.5 * Math.Pow(2, failure));
                Assert.InRange(backOff.Next(null).TotalSeconds, 0, bound);
            }
        });

    [Fact]
    public void Waits_are_spread_over_the_whole_bound()
    {
        var random = new Random(7);
        var waits = Enumerable.Range(0, 1000).Select(_ => new BackOff(Options, random).Next(null).TotalMilliseconds).ToList();
        Assert.InRange(waits.Average(), 225, 275);
        Assert.InRange(waits.Min(), 0, 10);
        Assert.InRange(waits.Max(), 490, 500);
    }

    [Fact]
    public void After_a_success_it_begins_anew()
    {
        var backOff = new BackOff(Options, new Random(1));
        for (var i = 0; i < 20; i++)
        {
            backOff.Next(null);
        }

        backOff.Reset();
        Assert.InRange(backOff.Next(null), TimeSpan.Zero, Options.BackOffBase);
    }

    [Fact]
    public void Waits_at_least_as_long_as_the_host_asks_for_and_at_most_the_cap()
    {
        Assert.Equal(TimeSpan.FromSeconds(20), new BackOff(Options, new Random(1)).Next(TimeSpan.FromSeconds(20)));
        Assert.Equal(Options.BackOffCap, new BackOff(Options, new Random(1)).Next(TimeSpan.FromDays(1)));
        Assert.InRange(new BackOff(Options, new Random(1)).Next(TimeSpan.FromSeconds(-5)), TimeSpan.Zero, Options.BackOffBase);
    }
}
