using CsCheck;
using Gatehouse.Hardware.Simulation;
using Gatehouse.Hardware.Tests.Badges;

namespace Gatehouse.Hardware.Tests.Faults;

public sealed class BadgePulsesSpoilt
{
    [Fact]
    public void A_lost_bit_discards_the_frame() => Counter.With(
        async (counter, _) =>
        {
            counter.Sender.LoseNextBit = true;
            await counter.PresentAsync(WiegandBadgeReaderTests.Badge);
        },
        counter => counter.Discarded("length"));

    [Fact]
    public void A_bit_on_the_wrong_line_discards_the_frame() => Counter.With(
        async (counter, _) =>
        {
            counter.Sender.FlipNextBit = true;
            await counter.PresentAsync(WiegandBadgeReaderTests.Badge);
        },
        counter => counter.Discarded("parity"));

    [Fact]
    public void An_edge_lost_in_the_buffer_discards_the_frame() => Counter.With(
        async (counter, _) =>
        {
            counter.Sender.LoseNextEdge = true;
            await counter.PresentAsync(WiegandBadgeReaderTests.Badge);
        },
        counter => counter.Discarded("lostEdges"));

    // A buffer that overflows before anybody reads has lost its oldest edges: what is left is no frame.
    [Fact]
    public void Edges_lost_before_the_first_one_discard_the_frame() => Counter.With(
        async (counter, _) =>
        {
            counter.Edges.Lose();
            await counter.PresentAsync(WiegandBadgeReaderTests.Badge);
        },
        counter => counter.Discarded("lostEdges"));

    [Fact]
    public void The_next_badge_is_read_again() => Counter.With(
        async (counter, _) =>
        {
            counter.Sender.LoseNextEdge = true;
            await counter.PresentAsync(WiegandBadgeReaderTests.Badge);
            await counter.PresentAsync(WiegandBadgeReaderTests.Badge);
        },
        counter => Assert.Single(counter.Read));

    [Theory]
    [InlineData(149, "interval")]
    [InlineData(25100, "interval")]
    public void A_timing_of_no_reader_discards_the_frame(int interval, string reason) => Counter.With(
        (counter, _) =>
        {
            counter.Sender.BitInterval = TimeSpan.FromMicroseconds(interval);
            return counter.PresentAsync(WiegandBadgeReaderTests.Badge);
        },
        counter => counter.Discarded(reason));

    [Fact]
    public void Both_lines_low_discard_the_frame() => Counter.With(
        (counter, _) =>
        {
            counter.Sender.JoinLinesNext = true;
            return counter.PresentAsync(WiegandBadgeReaderTests.Badge);
        },
        counter => counter.Discarded("bothLow"));

    [Fact]
    public void A_line_held_low_discards_the_frame_and_its_release_is_no_badge() => Counter.With(
        async (counter, _) =>
        {
            counter.Edges.Emit(new Edge(Counter.Data0, Rising: false, counter.Edges.Now));
            await counter.QuietAsync();
            counter.Edges.Emit(new Edge(Counter.Data0, Rising: true, counter.Edges.Now));
            await counter.PresentAsync(WiegandBadgeReaderTests.Badge);
        },
        counter =>
        {
            Assert.Equal(WiegandBadgeReaderTests.Badge, Assert.Single(counter.Read).Badge);
            Assert.Equal(1, counter.Reader.Discarded["length"]);
        });

    [Fact]
    public void Any_one_missing_edge_never_makes_another_badge() => Gen.Select(WiegandFormatTests.AnyBadge, Gen.Int[0, 25], Gen.Bool).Sample(
        (badge, lost, seen) => Counter.With(
            (counter, _) =>
            {
                var falls = counter.Pulses(badge).Where(pulse => !pulse.Rising).ToList();
                counter.Edges.Emit(falls[..lost]);
                if (seen)
                {
                    counter.Edges.Lose();
                }

                counter.Edges.Emit(falls[(lost + 1)..]);
                return Task.CompletedTask;
            },
            counter =>
            {
                Assert.Empty(counter.Read);
                Assert.Equal(1, counter.Reader.Discarded.Values.Sum());
            }),
        iter: 150);

    [Fact]
    public void Any_one_missing_bit_never_makes_another_badge() => Gen.Select(WiegandFormatTests.AnyBadge, Gen.Int[0, 25]).Sample(
        (badge, lost) => Counter.With(
            (counter, _) =>
            {
                var pulses = counter.Pulses(badge);
                pulses.RemoveRange(2 * lost, 2);
                counter.Edges.Emit(pulses);
                return Task.CompletedTask;
            },
            counter => counter.Discarded("length")),
        iter: 150);
}
