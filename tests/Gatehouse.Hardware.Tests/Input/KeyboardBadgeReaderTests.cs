using CsCheck;
using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Input;

namespace Gatehouse.Hardware.Tests.Input;

public sealed class KeyboardBadgeReaderTests
{
    internal const string Number = "0012345678";

    // All that a keyboard of the United States types.
    private const string Characters = " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";

    [Fact]
    public void Reads_a_number_at_Enter() => Typist.With(
        async (typist, _) =>
        {
            await typist.PresentAsync(Number);
            Assert.Equal([Number], typist.Numbers);
        },
        typist =>
        {
            var read = Assert.IsType<BadgeRead>(Assert.Single(typist.Told));
            Assert.Equal(new BadgeNumber("KEYS", Number), read.Badge);
            Assert.Equal(CredentialTechnology.Keyboard, read.Technology);
            Assert.All(typist.Reader.Discarded, discarded => Assert.Equal(0, discarded.Value));
        });

    [Fact]
    public void Any_number_survives_the_keyboard() => Gen.String[Gen.Char[Characters], 1, KeystrokeDecoder.Longest].Sample(
        number => Typist.With((typist, _) => typist.PresentAsync(number), typist => Assert.Equal([number], typist.Numbers)),
        iter: 100);

    [Fact]
    public void Reads_one_badge_after_the_other_without_a_pause() => Typist.With(
        async (typist, _) =>
        {
            await typist.PresentAsync(Number);
            await typist.PresentAsync("X-9");
            await typist.PresentAsync(Number);
        },
        typist => Assert.Equal([Number, "X-9", Number], typist.Numbers));

    [Fact]
    public void Is_timed_by_the_last_key_and_not_by_the_silence_after_it()
    {
        var typed = 0L;
        Typist.With(
            async (typist, time) =>
            {
                await typist.TypeAsync(Number);
                typed = time.GetTimestamp();
            },
            typist => Assert.InRange(Assert.IsType<BadgeRead>(Assert.Single(typist.Told)).LastBit, 1, typed),
            new KeystrokeOptions { EndsBySilence = Number.Length });
    }

    [Fact]
    public void Silence_ends_a_number_where_it_may() => Typist.With(
        async (typist, time) =>
        {
            await typist.TypeAsync(Number);
            await Task.Delay(TimeSpan.FromMilliseconds(190), time);
            Assert.Empty(typist.Numbers);
            await Task.Delay(TimeSpan.FromMilliseconds(20), time);
            Assert.Equal([Number], typist.Numbers);
        },
        typist => Assert.Single(typist.Told),
        new KeystrokeOptions { EndsBySilence = Number.Length });

    [Fact]
    public void Enter_ends_a_number_at_once_where_silence_may_too() => Typist.With(
        async (typist, _) =>
        {
            await typist.PresentAsync(Number);
            Assert.Single(typist.Numbers);
        },
        typist => Assert.Equal([Number], typist.Numbers),
        new KeystrokeOptions { EndsBySilence = Number.Length });

    [Fact]
    public void A_person_who_types_slowly_is_no_reader() => Typist.With(
        async (typist, _) =>
        {
            typist.Keyboard.KeyInterval = TimeSpan.FromMilliseconds(250);
            await typist.PresentAsync("12");
        },
        typist =>
        {
            Assert.Empty(typist.Numbers);
            Assert.Equal((2, 1), (typist.Reader.Discarded["unfinished"], typist.Reader.Discarded["empty"]));
        });

    [Fact]
    public void Pieces_of_events_are_put_together() => Gen.Int[1, 47].Sample(
        size => Typist.With(
            (typist, _) =>
            {
                typist.Keyboard.PieceSize = size;
                return typist.PresentAsync(Number);
            },
            typist => Assert.Equal([Number], typist.Numbers)),
        iter: 47);

    [Fact]
    public void A_key_held_down_types_once() => Typist.With(
        async (typist, _) =>
        {
            await typist.TypeAsync("1");
            await typist.Keyboard.HoldAsync('2', TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
            await typist.TypeAsync("3\n");
        },
        typist => Assert.Equal(["123"], typist.Numbers),
        new KeystrokeOptions { Silence = TimeSpan.FromMilliseconds(280) });

    [Fact]
    public void Two_numbers_that_are_read_late_are_still_two() => Typist.With(
        async (typist, _) =>
        {
            typist.Keyboard.HeldUp = true;
            await typist.TypeAsync("123");
            await typist.QuietAsync();
            await typist.TypeAsync("456");
            typist.Keyboard.HeldUp = false;
        },
        typist => Assert.Equal(["123", "456"], typist.Numbers),
        new KeystrokeOptions { EndsBySilence = 3 });

    [Fact]
    public void Who_stops_listening_gives_the_keyboard_back() => Stage.Play(async time =>
    {
        var keyboard = new Simulation.Input.SimulatedKeyboard(time);
        var reader = new KeyboardBadgeReader(keyboard, new KeystrokeOptions(), time);
        var typing = Task.Delay(TimeSpan.FromSeconds(1), time).ContinueWith(
            _ => keyboard.PresentAsync(Number, TestContext.Current.CancellationToken), TaskScheduler.FromCurrentSynchronizationContext()).Unwrap();
        await foreach (var read in reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            Assert.IsType<BadgeRead>(read);
            break;
        }

        await typing;
        await using var taken = keyboard.Open();
        Assert.True(taken.CanRead);
    });
}
