using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Simulation;
using Gatehouse.Hardware.Tests.Badges;

namespace Gatehouse.Hardware.Tests.Faults;

/// <summary>A frame of which the reader sees the end alone. The last 26 bits of a longer one may well be a badge.</summary>
public sealed class BadgeUnderWayAtStart
{
    private static readonly BadgeNumber Badge = WiegandBadgeReaderTests.Badge;

    [Theory]
    [InlineData(0)]
    [InlineData(24)]
    [InlineData(49)]
    public void Is_discarded_and_the_next_is_read(int milliseconds) => Stage.Play(async time =>
    {
        using var counter = new Counter(time);
        using var stop = new CancellationTokenSource();
        await Task.Delay(TimeSpan.FromMilliseconds(milliseconds), time);
        counter.Edges.Emit(counter.Pulses(Badge));
        var reading = ReadAsync(counter.Reader, stop.Token);
        await Task.Delay(TimeSpan.FromMilliseconds(200), time);
        Assert.False(reading.IsCompleted);
        Assert.Equal([KeyValuePair.Create("noBeginning", 1L)], counter.Reader.Discarded.Where(d => d.Value != 0));

        await counter.PresentAsync(Badge);
        Assert.Equal(Badge, await reading);
    });

    [Fact]
    public void Is_read_when_the_lines_were_quiet_before_it_however_late_that_is_told() => Stage.Play(async time =>
    {
        using var counter = new Counter(time);
        await Task.Delay(TimeSpan.FromMilliseconds(51), time);
        counter.Edges.Emit(counter.Pulses(Badge));
        await Task.Delay(TimeSpan.FromSeconds(5), time);
        using var stop = new CancellationTokenSource();
        var reading = ReadAsync(counter.Reader, stop.Token);
        await counter.QuietAsync();
        Assert.All(counter.Reader.Discarded, d => Assert.Equal(0, d.Value));
        Assert.Equal(Badge, await reading);
    });

    [Fact]
    public void Nor_is_the_rest_of_a_frame_a_badge_when_it_is_told_late() => Counter.With(
        async (counter, time) =>
        {
            // Eleven bits of 37, and the others only after the end of the frame was waited for.
            var rest = counter.Pulses(Badge);
            var from = counter.Edges.Now;
            var first = Enumerable.Range(0, 11).Select(bit => new Edge(Counter.Data0, Rising: false, from + TimeSpan.FromMilliseconds(2 * bit)));
            counter.Edges.Emit(first);
            await Task.Delay(TimeSpan.FromMilliseconds(60), time);
            counter.Edges.Emit(rest.Select(edge => edge with { At = edge.At + TimeSpan.FromMilliseconds(22) }));
        },
        counter =>
        {
            Assert.Empty(counter.Read);
            Assert.Equal(1, counter.Reader.Discarded["noBeginning"]);
        });

    private static async Task<BadgeNumber> ReadAsync(WiegandBadgeReader reader, CancellationToken cancellationToken)
    {
        await foreach (var read in reader.ReadAsync(cancellationToken))
        {
            return Assert.IsType<BadgeRead>(read).Badge;
        }

        throw new InvalidOperationException("The lines came to an end.");
    }
}
