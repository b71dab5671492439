using Gatehouse.Hardware.Input;

namespace Gatehouse.Hardware.Tests.Input;

public sealed class KeystrokeDecoderTests
{
    private const int One = 2;
    private const int Two = 3;
    private const int A = 30;
    private const int Enter = 28;
    private const int LeftShift = 42;
    private const int RightShift = 54;
    private const int CapsLock = 58;
    private const int NumLock = 69;
    private const ulong Now = 1_000_000;
    private const ulong Late = Now + 200_001;

    private static readonly KeystrokeOptions FromTwo = new() { EndsBySilence = 2 };

    [Theory]
    [InlineData(Enter)]
    [InlineData(96)]
    public void Enter_ends_a_number(int enter) =>
        Assert.Equal(["12"], new Keystrokes().Take(Keystrokes.Press(Now, One, Two, enter)).Numbers);

    [Theory]
    [InlineData(79, 80, 81, "123")]
    [InlineData(75, 76, 77, "456")]
    [InlineData(71, 72, 73, "789")]
    [InlineData(82, 74, 83, "0-.")]
    public void The_keypad_types_digits_whatever_its_lock(int first, int second, int third, string number) =>
        Assert.Equal([number], new Keystrokes().Take(Keystrokes.Press(Now, NumLock, first, second, third, Enter)).Numbers);

    [Fact]
    public void Shift_makes_capitals_while_either_key_is_held() => Assert.Equal(["aAAa"], new Keystrokes().Take(
        [
            .. Keystrokes.Press(Now, A),
            Keystrokes.Key(Now, LeftShift, 1),
            .. Keystrokes.Press(Now, A),
            Keystrokes.Key(Now, RightShift, 1),
            Keystrokes.Key(Now, LeftShift, 0),
            .. Keystrokes.Press(Now, A),
            Keystrokes.Key(Now, RightShift, 0),
            .. Keystrokes.Press(Now, A, Enter),
        ]).Numbers);

    [Fact]
    public void A_repeat_types_nothing_and_keeps_shift() => Assert.Equal(["A"], new Keystrokes().Take(
        [
            Keystrokes.Key(Now, LeftShift, 1), Keystrokes.Key(Now, LeftShift, 2),
            Keystrokes.Key(Now, A, 1), Keystrokes.Key(Now, A, 2), Keystrokes.Key(Now, A, 0),
            Keystrokes.Key(Now, LeftShift, 0), Keystrokes.Key(Now, Enter, 1), Keystrokes.Key(Now, Enter, 2),
        ]).Numbers);

    [Fact]
    public void Enter_alone_is_no_number() => new Keystrokes().Take(Keystrokes.Press(Now, Enter)).AreDiscardedFor("empty");

    [Fact]
    public void A_key_that_types_nothing_discards_the_number() =>
        new Keystrokes().Take(Keystrokes.Press(Now, One, CapsLock, Two, Enter)).AreDiscardedFor("unknownKey");

    [Fact]
    public void Sixty_four_characters_are_a_number_and_one_more_is_none()
    {
        Assert.Equal([new string('1', 64)], new Keystrokes().Take(Keystrokes.Press(Now, [.. Enumerable.Repeat(One, 64), Enter])).Numbers);
        new Keystrokes().Take(Keystrokes.Press(Now, [.. Enumerable.Repeat(One, 65), Enter])).AreDiscardedFor("tooLong");
    }

    [Fact]
    public void Silence_ends_a_number_from_the_length_on_that_was_set()
    {
        Assert.Equal(["12"], new Keystrokes(FromTwo).Take(Keystrokes.Press(Now, One, Two)).Silence().Numbers);
        new Keystrokes(FromTwo).Take(Keystrokes.Press(Now, One)).Silence().AreDiscardedFor("unfinished");
        new Keystrokes().Take(Keystrokes.Press(Now, One, Two)).Silence().AreDiscardedFor("unfinished");
    }

    [Fact]
    public void Silence_is_seen_by_the_kernels_clock()
    {
        Assert.Equal(["12"], new Keystrokes(FromTwo).Take(Keystrokes.Press(Now, One, Two)).Take(Keystrokes.Press(Late, One)).Numbers);
        Assert.Equal(
            ["121"], new Keystrokes(FromTwo).Take(Keystrokes.Press(Now, One, Two)).Take(Keystrokes.Press(Late - 1, One)).Silence().Numbers);
    }

    [Fact]
    public void An_Enter_that_comes_after_the_silence_takes_nothing_back()
    {
        var keys = new Keystrokes(FromTwo).Take(Keystrokes.Press(Now, One, Two)).Take(Keystrokes.Press(Late, Enter));
        Assert.Equal(["12"], keys.Numbers);
        Assert.Equal(new() { ["empty"] = 1 }, keys.Discarded);
    }

    [Fact]
    public void Lost_events_discard_the_number_around_them_and_the_rest_of_their_report()
    {
        var keys = new Keystrokes().Take(
            [.. Keystrokes.Press(Now, One), Keystrokes.Dropped(Now), Keystrokes.Key(Now, Enter, 1), Keystrokes.Report(Now), .. Keystrokes.Press(Now, Two, Enter)]);
        keys.AreDiscardedFor("dropped");
        Assert.Equal(["12"], keys.Take(Keystrokes.Press(Now, One, Two, Enter)).Numbers);
    }

    [Fact]
    public void Lost_events_between_two_numbers_discard_what_comes_first_after_them() =>
        new Keystrokes().Take([Keystrokes.Dropped(Now), Keystrokes.Report(Now), .. Keystrokes.Press(Now, One, Enter)]).AreDiscardedFor("dropped");

    [Fact]
    public void A_shift_whose_release_was_lost_is_forgotten()
    {
        var keys = new Keystrokes().Take(
            [Keystrokes.Key(Now, LeftShift, 1), Keystrokes.Dropped(Now), Keystrokes.Report(Now), .. Keystrokes.Press(Now, One, Enter)]);
        Assert.Equal(["a"], keys.Take(Keystrokes.Press(Now, A, Enter)).Numbers);
    }

    [Fact]
    public void A_shift_held_at_the_end_discards_this_number_and_what_it_reaches_into()
    {
        var keys = new Keystrokes().Take([Keystrokes.Key(Now, LeftShift, 1), .. Keystrokes.Press(Now, One, Enter)]);
        keys.AreDiscardedFor("stuckShift");
        keys.Take([.. Keystrokes.Press(Now, One), Keystrokes.Key(Now, LeftShift, 0), .. Keystrokes.Press(Now, Two, Enter)]);
        Assert.Equal(new() { ["stuckShift"] = 2 }, keys.Discarded);
        Assert.Equal(["12"], keys.Take(Keystrokes.Press(Now, One, Two, Enter)).Numbers);
    }

    [Fact]
    public void A_number_found_under_way_at_the_opening_is_discarded()
    {
        var keys = new Keystrokes();
        keys.Decoder.Restart();
        keys.Take(Keystrokes.Press(Late, Two, Enter)).AreDiscardedFor("unfinished");
        Assert.Equal(["1"], keys.Take(Keystrokes.Press(Late, One, Enter)).Numbers);
    }

    [Fact]
    public void Opening_again_forgets_half_an_event_and_half_a_number()
    {
        var keys = new Keystrokes().Take(Keystrokes.Press(Now, One)).Take(new byte[InputEvent.Size / 2]);
        keys.Decoder.Restart();
        keys.AreDiscardedFor("unfinished");
        Assert.Null(keys.Decoder.End());
        Assert.Equal(["2"], keys.Take(Keystrokes.Press(Now, Two, Enter)).Numbers);
    }

    [Theory]
    [InlineData(0, 200)]
    [InlineData(65, 200)]
    [InlineData(1, 0)]
    public void Refuses_what_cannot_end_a_number(int endsBySilence, int silence) => Assert.Throws<ArgumentOutOfRangeException>(
        () => new KeystrokeDecoder(new KeystrokeOptions { EndsBySilence = endsBySilence, Silence = TimeSpan.FromMilliseconds(silence) }));
}
