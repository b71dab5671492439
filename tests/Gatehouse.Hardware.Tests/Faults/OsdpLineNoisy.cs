using CsCheck;
using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Osdp;
using Gatehouse.Hardware.Simulation;
using Gatehouse.Hardware.Tests.Badges;
using Gatehouse.Hardware.Tests.Osdp;

namespace Gatehouse.Hardware.Tests.Faults;

public sealed class OsdpLineNoisy
{
    [Fact]
    public void A_badge_whose_answer_was_damaged_is_read_once() => Pillar.Secure(async pillar =>
    {
        await pillar.ServesAsync();
        pillar.Device.Present(Pillar.Badge);
        pillar.Line.BitsToFlip = 14;
        await pillar.WaitAsync(1);

        Assert.Equal(Pillar.Badge, Assert.IsType<BadgeRead>(Assert.Single(pillar.Events)).Badge);
        Assert.Equal(1, pillar.Device.Repeats);
    });

    [Fact]
    public void A_badge_whose_answer_was_lost_is_read_once() => Pillar.Secure(async pillar =>
    {
        await pillar.ServesAsync();
        pillar.Device.Present(Pillar.Badge);
        pillar.Device.AnswersToLose = 2;
        await pillar.WaitAsync(1);

        Assert.Equal(Pillar.Badge, Assert.IsType<BadgeRead>(Assert.Single(pillar.Events)).Badge);
        Assert.Equal(2, pillar.Device.Repeats);
    });

    [Fact]
    public void A_command_that_was_damaged_is_repeated() => Pillar.Secure(async pillar =>
    {
        await pillar.ServesAsync();
        pillar.Device.Present(Pillar.Badge);
        pillar.Device.CommandsToDamage = 3;
        await pillar.WaitAsync(1);

        Assert.Equal(Pillar.Badge, Assert.IsType<BadgeRead>(Assert.Single(pillar.Events)).Badge);
        Assert.Equal((3, 0), (pillar.Device.Refusals, pillar.Device.Repeats));
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_answer_that_comes_twice_is_one(bool secure) => Pillar.With(
        secure ? Pillar.Key : null, new OsdpOptions { Key = secure ? Pillar.Key : null }, async pillar =>
        {
            pillar.Device.Fault = SimulatedOsdpFault.Repeats;
            await pillar.ServesAsync();
            await pillar.PresentAsync(Pillar.Badge);
            await pillar.WaitAsync(1);
            Assert.Equal(Pillar.Badge, Assert.IsType<BadgeRead>(Assert.Single(pillar.Events)).Badge);
        });

    [Fact]
    public void Bytes_lost_and_bits_flipped_anywhere_cost_no_badge_and_make_none() => Gen.Select(
        WiegandFormatTests.AnyBadge.Array[1, 8], Gen.Int[0, 20].Array[8], Gen.Int[0, 20].Array[8], Gen.Int[0, 2].Array[8])
        .Sample(
            (badges, flipped, lost, answers) => Pillar.Secure(async pillar =>
            {
                await pillar.ServesAsync();
                for (var i = 0; i < badges.Length; i++)
                {
                    pillar.Device.Present(badges[i]);
                    (pillar.Line.BitsToFlip, pillar.Line.BytesToLose, pillar.Device.AnswersToLose) = (flipped[i], lost[i], answers[i]);
                    await pillar.WaitAsync(1.5);
                }

                Assert.Equal(badges, pillar.Events.Select(happened => Assert.IsType<BadgeRead>(happened).Badge));
            }),
            iter: 8);

    [Theory]
    [InlineData(SimulatedOsdpFault.BadCrc)]
    [InlineData(SimulatedOsdpFault.Garbage)]
    [InlineData(SimulatedOsdpFault.Babble)]
    [InlineData(SimulatedOsdpFault.OtherAddress)]
    [InlineData(SimulatedOsdpFault.Busy)]
    public void A_line_that_never_says_anything_sound_is_told_within_2_s_and_its_end_within_5_s(SimulatedOsdpFault noise) => Pillar.Secure(async pillar =>
    {
        await pillar.ServesAsync();
        pillar.Device.Fault = noise;
        await pillar.WithinAsync(2, () => pillar.Failed.Any());
        pillar.Device.Present(Pillar.Badge);
        await pillar.WaitAsync(6);
        Assert.Equal(ReaderFault.Unsound, Assert.IsType<ReaderFailed>(Assert.Single(pillar.Events)).Fault);

        pillar.Device.Fault = SimulatedOsdpFault.None;
        await pillar.WithinAsync(5, () => pillar.Recovered.Any());
        await pillar.WaitAsync(1);
        Assert.Equal([ReaderFault.Unsound], pillar.Recovered);
        Assert.Equal(Pillar.Badge, pillar.Read.Single().Badge);
    });

    [Theory]
    [InlineData(SimulatedOsdpFault.Busy, "Busy is all")]
    [InlineData(SimulatedOsdpFault.OtherAddress, "Another reader answers")]
    [InlineData(SimulatedOsdpFault.BadCrc, "cannot be understood")]
    public void The_message_says_which_it_is(SimulatedOsdpFault noise, string says) => Pillar.Secure(async pillar =>
    {
        pillar.Device.Fault = noise;
        await pillar.WithinAsync(2, () => pillar.Failed.Any());
        Assert.Contains(says, Assert.IsType<ReaderFailed>(pillar.Events[0]).Message, StringComparison.Ordinal);
    });

    // In the clear: a MAC is random and may hold a byte that looks like another beginning, which is counted too.
    [Fact]
    public void Damaged_answers_are_counted() => Pillar.Clear(async pillar =>
    {
        await pillar.ServesAsync();
        pillar.Device.Fault = SimulatedOsdpFault.BadCrc;
        await pillar.WaitAsync(1);
        Assert.InRange(pillar.Reader.Discarded["check"], 3, 6);
        Assert.Equal(["check"], pillar.Reader.LineReasons);
    });
}
