using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Simulation;

namespace Gatehouse.Hardware.Tests.Badges;

/// <summary>Ten thousand frames at the shortest interval of the specification, one in five of them spoilt.</summary>
public sealed class WiegandAtSpeedTests
{
    private const int Frames = 10_000;
    private const int OneIn = 5;

    [Fact]
    public void Every_frame_is_read_or_refused_with_its_reason_and_none_misread()
    {
        var sent = new List<BadgeNumber>();
        Counter.Through(
            async (counter, _) =>
            {
                var random = new Random(20200210);
                counter.Sender.BitInterval = TimeSpan.FromMicroseconds(200);
                for (var i = 0; i < Frames; i++)
                {
                    var badge = WiegandFormat.H10301.Badge(random.Next(256), random.Next(65536));
                    var spoilt = random.Next(OneIn) == 0;
                    Spoil(counter.Sender, spoilt ? random.Next(3) : -1);
                    if (!spoilt)
                    {
                        sent.Add(badge);
                    }

                    await counter.PresentAsync(badge);
                }
            },
            counter =>
            {
                Assert.Equal(sent, counter.Read.Select(read => read.Badge));
                Assert.Equal(Frames - sent.Count, counter.Reader.Discarded.Values.Sum());
            });
    }

    private static void Spoil(SimulatedWiegandReader sender, int how)
    {
        sender.LoseNextBit = how == 0;
        sender.LoseNextEdge = how == 1;
        sender.FlipNextBit = how == 2;
    }
}
