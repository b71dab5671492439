using CsCheck;
using Gatehouse.Hardware.Tests.Input;

namespace Gatehouse.Hardware.Tests.Faults;

public sealed class KeyboardEventsDropped
{
    private const string Number = KeyboardBadgeReaderTests.Number;

    [Fact]
    public void A_full_buffer_discards_the_number_and_the_next_one_is_read() => Typist.With(
        async (typist, _) =>
        {
            typist.Keyboard.HeldUp = true;
            await typist.PresentAsync(Number);
            typist.Keyboard.HeldUp = false;
            await typist.QuietAsync();
            typist.Discarded("dropped");
            await typist.PresentAsync(Number);
        },
        typist => Assert.Equal([Number], typist.Numbers));

    [Fact]
    public void A_buffer_that_fills_anywhere_never_makes_another_number() => Gen.Select(Gen.Int[0, 60], Gen.Int[0, 60]).Sample(
        (from, to) => Typist.With(
            async (typist, time) =>
            {
                var typing = typist.PresentAsync(Number + Number + Number);
                await Task.Delay(TimeSpan.FromMilliseconds(2 * from), time);
                typist.Keyboard.HeldUp = true;
                await Task.Delay(TimeSpan.FromMilliseconds(2 * to), time);
                typist.Keyboard.HeldUp = false;
                await typing;
            },
            typist => Assert.All(typist.Numbers, number => Assert.Equal(Number + Number + Number, number))),
        iter: 150);
}
