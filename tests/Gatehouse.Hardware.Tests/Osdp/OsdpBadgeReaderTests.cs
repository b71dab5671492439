using CsCheck;
using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Osdp;
using Gatehouse.Hardware.Simulation;
using Gatehouse.Hardware.Tests.Badges;

namespace Gatehouse.Hardware.Tests.Osdp;

public sealed class OsdpBadgeReaderTests
{
    [Fact]
    public void Reads_a_badge_in_secure_channel() => Pillar.Secure(async pillar =>
    {
        await pillar.ServesAsync();
        await pillar.PresentAsync(Pillar.Badge);

        var read = Assert.IsType<BadgeRead>(Assert.Single(pillar.Events));
        Assert.Equal((Pillar.Badge, CredentialTechnology.SecureChannel), (read.Badge, read.Technology));
        Assert.All(pillar.Reader.Discarded, discarded => Assert.Equal(0, discarded.Value));
        Assert.Equal(0, pillar.Device.Refusals);
    });

    [Fact]
    public void Without_a_key_it_reads_in_the_clear_and_says_so() => Pillar.Clear(async pillar =>
    {
        await pillar.ServesAsync();
        await pillar.PresentAsync(Pillar.Badge);

        var read = Assert.IsType<BadgeRead>(Assert.Single(pillar.Events));
        Assert.Equal((Pillar.Badge, CredentialTechnology.ClearText), (read.Badge, read.Technology));
    });

    [Fact]
    public void Any_badge_survives_the_channel_once_and_in_order() => WiegandFormatTests.AnyBadge.Array[1, 5].Sample(
        badges => Pillar.Secure(async pillar =>
        {
            foreach (var badge in badges)
            {
                pillar.Device.Present(badge);
            }

            await pillar.WaitAsync(2);
            Assert.Equal(badges, pillar.Read.Select(read => read.Badge));
        }),
        iter: 10);

    [Fact]
    public void It_is_asked_every_50_ms() => Pillar.Secure(async pillar =>
    {
        await pillar.ServesAsync();
        var polls = pillar.Device.Polls;
        await pillar.WaitAsync(10);
        Assert.Equal(200, pillar.Device.Polls - polls);
    });

    [Fact]
    public void A_badge_is_timed_as_its_last_byte_has_come() => Pillar.Secure(async pillar =>
    {
        await pillar.ServesAsync();
        pillar.Device.Present(Pillar.Badge);
        await pillar.WithinAsync(0.2, () => pillar.Read.Any());
        Assert.InRange(pillar.Since(pillar.Read.Single().LastBit), TimeSpan.Zero, TimeSpan.FromMilliseconds(1));
    });

    [Fact]
    public void Says_who_the_reader_is_and_what_it_can_do() => Pillar.Secure(async pillar =>
    {
        Assert.Null(pillar.Reader.Identity);
        await pillar.ServesAsync();
        Assert.Equal(new OsdpIdentity("0A0017", 3, 0, 0xEDDEFECA, "1.80.2"), pillar.Reader.Identity);
        Assert.Contains(new OsdpCapability(9, 1, 1), pillar.Reader.Capabilities);
    });

    [Fact]
    public void Reads_the_formats_it_was_told_to_expect() => Pillar.With(
        Pillar.Key, new OsdpOptions { Key = Pillar.Key, Formats = [WiegandFormat.H10301, WiegandFormat.H10302, WiegandFormat.Raw(64)] }, async pillar =>
        {
            BadgeNumber[] badges = [WiegandFormat.H10302.Badge(0, 12345678901), Pillar.Badge, new("RAW64", "FEDCBA9876543210")];
            Array.ForEach(badges, pillar.Device.Present);
            await pillar.WaitAsync(2);
            Assert.Equal(badges, pillar.Read.Select(read => read.Badge));
        });

    [Theory]
    [InlineData("length", OsdpReplyCode.Card, "00002200826969F6C0")]
    [InlineData("length", OsdpReplyCode.Card, "00004B0009A4494AA3274CD52BC0")]
    [InlineData("parity", OsdpReplyCode.Card, "00001A003D88EB80")]
    [InlineData("malformed", OsdpReplyCode.Card, "00001A00BD88EB")]
    [InlineData("malformed", OsdpReplyCode.Card, "")]
    [InlineData("formatted", OsdpReplyCode.FormattedCard, "00000431323334")]
    [InlineData("keypad", OsdpReplyCode.Keypad, "000134")]
    public void What_is_no_badge_is_counted_by_its_reason(string reason, OsdpReplyCode code, string payload) => Pillar.Secure(async pillar =>
    {
        pillar.Device.Happens(code, Convert.FromHexString(payload));
        await pillar.WaitAsync(1.5);

        Assert.Empty(pillar.Events);
        Assert.Equal([KeyValuePair.Create(reason, 1L)], pillar.Reader.Discarded.Where(discarded => discarded.Value != 0));
    });

    [Theory]
    [InlineData("12#345#", "12", "345")]
    [InlineData("99*12#", "12")]
    [InlineData("#*#")]
    public void Keys_ended_by_the_hash_are_a_badge_where_the_keypad_is_one(string keys, params string[] numbers) => Typing(async pillar =>
    {
        foreach (var key in keys)
        {
            pillar.Device.Press(key.ToString());
        }

        await pillar.WaitAsync(2);
        Assert.Equal(numbers.Select(number => new BadgeNumber("KEYS", number)), pillar.Read.Select(read => read.Badge));
        Assert.All(pillar.Read, read => Assert.Equal(CredentialTechnology.Keyboard, read.Technology));
    });

    [Fact]
    public void Keys_end_by_3_s_without_one() => Typing(async pillar =>
    {
        await pillar.ServesAsync();
        pillar.Device.Press("47");
        await pillar.WaitAsync(2.9);
        Assert.Empty(pillar.Events);
        await pillar.WithinAsync(0.3, () => pillar.Read.Any());
        Assert.Equal(new BadgeNumber("KEYS", "47"), pillar.Read.Single().Badge);
    });

    [Theory]
    [InlineData("000141")]
    [InlineData("000234")]
    [InlineData("00")]
    [InlineData("0021303030303030303030303030303030303030303030303030303030303030303030")]
    public void Keys_that_make_no_number_are_forgotten(string payload) => Typing(async pillar =>
    {
        pillar.Device.Happens(OsdpReplyCode.Keypad, Convert.FromHexString(payload));
        await pillar.WaitAsync(5);
        Assert.Empty(pillar.Events);
        Assert.Equal(1, pillar.Reader.Discarded["keypad"]);
    });

    [Theory]
    [InlineData(Signal.Ready, OsdpColour.Amber, OsdpColour.Amber)]
    [InlineData(Signal.Measuring, OsdpColour.Amber, OsdpColour.Green)]
    [InlineData(Signal.Again, OsdpColour.Amber, OsdpColour.Red)]
    [InlineData(Signal.Go, OsdpColour.Green, OsdpColour.Green)]
    [InlineData(Signal.StepAside, OsdpColour.Red, OsdpColour.Red)]
    [InlineData(Signal.OutOfService, OsdpColour.Black, OsdpColour.Black)]
    public void Shows_a_signal_with_one_led(Signal signal, OsdpColour first, OsdpColour second) => Pillar.Secure(async pillar =>
    {
        pillar.Reader.Show(signal == Signal.Go ? Signal.Ready : Signal.Go);
        await pillar.ServesAsync();
        pillar.Reader.Show(signal);
        await pillar.WithinAsync(0.2, () => pillar.Device.Led == (first, second));
    });

    [Fact]
    public void Shows_the_latest_signal_and_shows_it_again_to_a_reader_that_was_away() => Pillar.Secure(async pillar =>
    {
        await pillar.ServesAsync();
        pillar.Reader.Show(Signal.Go);
        pillar.Reader.Show(Signal.StepAside);
        await pillar.WaitAsync(0.2);
        Assert.Equal((OsdpColour.Red, OsdpColour.Red), pillar.Device.Led);

        pillar.Device.Restart();
        await pillar.WithinAsync(3, () => pillar.Device.Led == (OsdpColour.Red, OsdpColour.Red));
    });

    [Theory]
    [InlineData(Tone.Acknowledge, 1, 0, 1)]
    [InlineData(Tone.Go, 1, 1, 2)]
    [InlineData(Tone.Attention, 6, 0, 1)]
    [InlineData(Tone.Alarm, 2, 2, 5)]
    public void Sounds_a_tone_once(Tone tone, int on, int off, int count) => Pillar.Secure(async pillar =>
    {
        await pillar.ServesAsync();
        pillar.Reader.Sound(tone);
        await pillar.WaitAsync(1);
        Assert.Equal((((byte)on, (byte)off, (byte)count), 1), (pillar.Device.Buzzer, pillar.Device.Buzzes));
    });

    [Fact]
    public void A_tone_for_a_reader_that_is_away_is_not_sounded_later() => Pillar.Secure(async pillar =>
    {
        pillar.Device.Fault = SimulatedOsdpFault.Silent;
        await pillar.WaitAsync(3);
        pillar.Reader.Sound(Tone.Go);
        await pillar.WaitAsync(1);
        pillar.Device.Fault = SimulatedOsdpFault.None;
        await pillar.WaitAsync(5);
        Assert.Equal(0, pillar.Device.Buzzes);
    });

    [Fact]
    public void Speaks_with_checksums_to_a_reader_that_knows_no_crc() => Pillar.With(
        Pillar.Key, new OsdpOptions { Key = Pillar.Key, Crc = false }, async pillar =>
        {
            await pillar.ServesAsync();
            await pillar.PresentAsync(Pillar.Badge);
            Assert.Equal(Pillar.Badge, pillar.Read.Single().Badge);
        });

    [Fact]
    public void Bytes_may_come_one_at_a_time() => Pillar.Secure(async pillar =>
    {
        pillar.Line.ShortReads = true;
        await pillar.ServesAsync();
        await pillar.PresentAsync(Pillar.Badge);
        Assert.Equal(Pillar.Badge, pillar.Read.Single().Badge);
    });

    [Fact]
    public void Nothing_is_sent_before_somebody_reads() => Stage.Play(async time =>
    {
        using var pillar = new Pillar(time, null, new OsdpOptions());
        await pillar.WaitAsync(10);
        Assert.Equal(0, pillar.Device.Polls + pillar.Device.Refusals);
    });

    [Fact]
    public void Who_stops_listening_at_a_badge_stops_the_asking_and_may_begin_again() => Stage.Play(async time =>
    {
        using var pillar = new Pillar(time, Pillar.Key, new OsdpOptions { Key = Pillar.Key });
        for (var turn = 0; turn < 2; turn++)
        {
            pillar.Device.Present(Pillar.Badge);
            await foreach (var happened in pillar.Reader.ReadAsync(TestContext.Current.CancellationToken))
            {
                Assert.Equal(Pillar.Badge, Assert.IsType<BadgeRead>(happened).Badge);
                break;
            }

            var polls = pillar.Device.Polls;
            await pillar.WaitAsync(1);
            Assert.Equal(polls, pillar.Device.Polls);
        }
    });

    [Fact]
    public void The_default_key_and_an_address_that_is_none_are_refused_in_service() => Stage.Play(time =>
    {
        var line = new SimulatedSerialLine(time, 9600);
        Assert.Throws<ArgumentException>(() => new OsdpBadgeReader(line, new OsdpOptions { Key = OsdpKey.Default }, time));
        Assert.Throws<ArgumentException>(() => new OsdpBadgeReader(line, new OsdpOptions { Key = new OsdpKey("0123456789:;<=>?"u8) }, time));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OsdpBadgeReader(line, new OsdpOptions { Address = 127 }, time));
        return Task.CompletedTask;
    });

    private static void Typing(Func<Pillar, Task> scene) => Pillar.With(Pillar.Key, new OsdpOptions { Key = Pillar.Key, Keypad = true }, scene);
}
