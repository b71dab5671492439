using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Osdp;
using Gatehouse.Hardware.Serial;
using Gatehouse.Hardware.Simulation;
using Gatehouse.Hardware.Tests.Osdp;

namespace Gatehouse.Hardware.Tests.Faults;

public sealed class OsdpLineUnplugged
{
    [Fact]
    public void It_is_told_within_2_s_and_its_return_within_5_s() => Pillar.Secure(async pillar =>
    {
        await pillar.ServesAsync();
        pillar.Line.Unplugged = true;
        await pillar.WithinAsync(2, () => pillar.Failed.Any());
        await pillar.WaitAsync(10);
        Assert.Equal(ReaderFault.Lost, Assert.IsType<ReaderFailed>(Assert.Single(pillar.Events)).Fault);

        pillar.Line.Unplugged = false;
        await pillar.WithinAsync(5, () => pillar.Recovered.Any());
        await pillar.PresentAsync(Pillar.Badge);
        Assert.Equal(ReaderFault.Lost, Assert.Single(pillar.Recovered));
        Assert.Equal(Pillar.Badge, pillar.Read.Single().Badge);
    });

    [Fact]
    public void A_line_that_may_not_be_used_is_told_apart() => Stage.Play(async time =>
    {
        var line = new SimulatedSerialLine(time, 9600) { Denied = true };
        using var device = new SimulatedOsdpReader(line, 0, null, time, seed: 1);
        var reader = new OsdpBadgeReader(line, new OsdpOptions(), time);
        await using var events = reader.ReadAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);

        Assert.True(await events.MoveNextAsync());
        var failed = Assert.IsType<ReaderFailed>(events.Current);
        Assert.Equal(ReaderFault.Denied, failed.Fault);
        Assert.Contains("dialout", failed.Message, StringComparison.Ordinal);

        line.Denied = false;
        var began = time.GetTimestamp();
        Assert.True(await events.MoveNextAsync());
        Assert.Equal(new ReaderRecovered(ReaderFault.Denied), events.Current);
        Assert.InRange(time.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(5));
    });

    [Fact]
    public void It_is_opened_again_at_most_every_2_s_once_it_is_gone_for_long() => Stage.Play(async time =>
    {
        var line = new CountedLine();
        var reader = new OsdpBadgeReader(line, new OsdpOptions(), time);
        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(1), time);
        var events = new List<ReaderEvent>();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var happened in reader.ReadAsync(stop.Token))
            {
                events.Add(happened);
            }
        });

        Assert.Single(events);
        Assert.InRange(line.Opened, 30, 34);
    });

    /// <summary>A line whose adapter opens and is gone at the first byte.</summary>
    private sealed class CountedLine : SerialLine
    {
        public override string Name => "/dev/counted";

        public int Opened { get; private set; }

        public override Stream Open()
        {
            Opened++;
            return Stream.Null;
        }
    }
}
