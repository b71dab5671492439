using Gatehouse.Hardware.Tests.Input;

namespace Gatehouse.Hardware.Tests.Faults;

public sealed class KeyboardShiftStuck
{
    [Fact]
    public void Discards_every_number_until_it_is_released() => Typist.With(
        async (typist, _) =>
        {
            typist.Keyboard.ShiftStuck = true;
            await typist.PresentAsync("12");
            await typist.PresentAsync("ab");
            Assert.Empty(typist.Numbers);
            Assert.Equal(2, typist.Reader.Discarded["stuckShift"]);
            typist.Keyboard.ShiftStuck = false;
            await typist.PresentAsync("ab");
        },
        typist => Assert.Equal(["ab"], typist.Numbers));

    [Fact]
    public void Let_go_in_the_middle_still_discards_the_number() => Typist.With(
        async (typist, _) =>
        {
            typist.Keyboard.ShiftStuck = true;
            await typist.PresentAsync("12");
            await typist.TypeAsync("1");
            typist.Keyboard.ShiftStuck = false;
            await typist.PresentAsync("2");
        },
        typist =>
        {
            Assert.Empty(typist.Numbers);
            Assert.Equal(2, typist.Reader.Discarded["stuckShift"]);
        });
}
