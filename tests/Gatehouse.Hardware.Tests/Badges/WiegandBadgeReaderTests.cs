using CsCheck;
using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Simulation;

namespace Gatehouse.Hardware.Tests.Badges;

public sealed class WiegandBadgeReaderTests
{
    internal static readonly BadgeNumber Badge = WiegandFormat.H10301.Badge(123, 4567);

    [Fact]
    public void Reads_a_badge() => Counter.With(
        (counter, _) => counter.PresentAsync(Badge),
        counter =>
        {
            Assert.Equal(Badge, Assert.Single(counter.Read).Badge);
            Assert.All(counter.Reader.Discarded, d => Assert.Equal(0, d.Value));
        });

    [Fact]
    public void All_that_it_discards_is_its_lines_doing_but_what_began_before_it_listened() => Counter.With(
        (_, _) => Task.CompletedTask,
        counter => Assert.Equal(counter.Reader.Discarded.Keys.Except(["noBeginning"]), counter.Reader.LineReasons));

    [Fact]
    public void Any_badge_survives_the_wire() => WiegandFormatTests.AnyBadge.Sample(
        badge => Counter.With(
            (counter, _) => counter.PresentAsync(badge), counter => Assert.Equal([badge], counter.Read.Select(r => r.Badge))),
        iter: 100);

    [Fact]
    public void The_last_bit_is_timed_as_it_comes_and_not_as_the_frame_ends()
    {
        var sent = 0L;
        Counter.With(
            async (counter, time) =>
            {
                await counter.PresentAsync(Badge);
                sent = time.GetTimestamp();
            },
            counter => Assert.Equal(sent, Assert.Single(counter.Read).LastBit));
    }

    [Fact]
    public void A_badge_is_read_50_ms_after_its_last_bit() => Counter.With(
        async (counter, time) =>
        {
            await counter.PresentAsync(Badge);
            await Task.Delay(TimeSpan.FromMilliseconds(49), time);
            Assert.Empty(counter.Read);
            await Task.Delay(TimeSpan.FromMilliseconds(3), time);
            Assert.Single(counter.Read);
        },
        counter => Assert.Single(counter.Read));

    [Fact]
    public void The_same_badge_twice_is_read_twice() => Counter.With(
        async (counter, _) =>
        {
            await counter.PresentAsync(Badge);
            await counter.PresentAsync(Badge);
        },
        counter => Assert.Equal([Badge, Badge], counter.Read.Select(r => r.Badge)));

    [Fact]
    public void Two_frames_that_are_read_late_are_still_two() => Counter.With(
        (counter, _) =>
        {
            // Both wait in the buffer, half a second apart by the kernel's clock.
            var first = counter.Pulses(Badge);
            var half = TimeSpan.FromMilliseconds(500);
            counter.Edges.Emit(first.Concat(first.Select(e => e with { At = e.At + half })));
            return Task.CompletedTask;
        },
        counter => Assert.Equal([Badge, Badge], counter.Read.Select(r => r.Badge)));

    [Theory]
    [InlineData(34, 0x209A5BBAAL)]
    [InlineData(37, 0x0A5C3C481L)]
    [InlineData(4, 5L)]
    [InlineData(8, 0x5AL)]
    public void A_frame_of_another_format_is_not_taken_for_26_bits(int length, long frame) => Counter.With(
        (counter, _) => counter.Sender.SendAsync((ulong)frame, length, TestContext.Current.CancellationToken),
        counter => counter.Discarded("length"));

    [Theory]
    [InlineData("H10306", 34, 0x209A5BBAAL, "1234:56789")]
    [InlineData("H10304", 37, 0x0A5C3C481L, "2652:123456")]
    [InlineData("H10302", 37, 0x15BFB8386AL, "12345678901")]
    [InlineData("RAW40", 40, 0x123456789AL, "123456789A")]
    public void Reads_the_formats_it_was_told_to_expect_beside_each_other(string format, int length, long frame, string number) => Counter.With(
        async (counter, _) =>
        {
            await counter.Sender.SendAsync((ulong)frame, length, TestContext.Current.CancellationToken);
            await counter.PresentAsync(Badge);
        },
        counter => Assert.Equal([new BadgeNumber(format, number), Badge], counter.Read.Select(r => r.Badge)),
        WiegandFormat.Named(format)!,
        WiegandFormat.H10301);

    [Fact]
    public void What_a_wire_says_in_the_clear_is_recorded_so() => Counter.With(
        (counter, _) => counter.PresentAsync(Badge),
        counter => Assert.Equal(CredentialTechnology.ClearText, Assert.Single(counter.Read).Technology));

    [Fact]
    public void A_34_bit_frame_that_begins_like_a_26_bit_badge_is_not_one() => Counter.With(
        (counter, _) => counter.Sender.SendAsync(WiegandFormat.H10301.Encode(Badge) << 8, 34, TestContext.Current.CancellationToken),
        counter => counter.Discarded("length"));

    [Theory]
    [InlineData(160, 880)]
    [InlineData(100, 1000)]
    [InlineData(20, 200)]
    [InlineData(100, 20000)]
    public void Reads_the_timings_seen_in_the_field(int width, int interval) => Counter.With(
        (counter, _) =>
        {
            counter.Sender.PulseWidth = TimeSpan.FromMicroseconds(width);
            counter.Sender.BitInterval = TimeSpan.FromMicroseconds(interval);
            return counter.PresentAsync(Badge);
        },
        counter => Assert.Equal(Badge, Assert.Single(counter.Read).Badge));

    [Fact]
    public void Edges_of_other_lines_do_not_matter() => Counter.With(
        (counter, _) =>
        {
            var pulses = counter.Pulses(Badge);
            pulses.Insert(20, new Edge(5, Rising: true, pulses[20].At));
            counter.Edges.Emit(pulses);
            return Task.CompletedTask;
        },
        counter => Assert.Equal(Badge, Assert.Single(counter.Read).Badge));

    [Fact]
    public void Who_stops_listening_at_a_badge_leaves_nothing_behind() => Stage.Play(async time =>
    {
        using var counter = new Counter(time);
        await counter.QuietAsync();
        var present = counter.PresentAsync(Badge);
        await foreach (var read in counter.Reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            Assert.Equal(Badge, Assert.IsType<BadgeRead>(read).Badge);
            break;
        }

        await present;
    });
}
