using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Simulation.Input;
using Gatehouse.Hardware.Tests.Input;

namespace Gatehouse.Hardware.Tests.Faults;

public sealed class KeyboardDenied
{
    [Fact]
    public void Says_which_group_is_missing_and_reads_once_it_may() => Recovers(keyboard => keyboard.Denied = true, keyboard => keyboard.Denied = false, "group 'input'");

    [Fact]
    public void Says_that_another_program_has_it_and_reads_once_that_has_ended() => Recovers(keyboard => keyboard.Taken = true, keyboard => keyboard.Taken = false, "taken by another program");

    [Fact]
    public void What_is_wrong_may_change() => Typist.With(
        async (typist, time) =>
        {
            typist.Keyboard.Denied = true;
            typist.Keyboard.Unplugged = false;
            await Task.Delay(TimeSpan.FromSeconds(3), time);
        },
        typist => Assert.Equal(
            [ReaderFault.Lost, ReaderFault.Lost, ReaderFault.Denied],
            typist.Told.Select(told => told is ReaderFailed failed ? failed.Fault : Assert.IsType<ReaderRecovered>(told).Fault)),
        prepare: keyboard => keyboard.Unplugged = true);

    private static void Recovers(Action<SimulatedKeyboard> deny, Action<SimulatedKeyboard> allow, string says) => Typist.With(
        async (typist, time) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(10), time);
            var denied = Assert.IsType<ReaderFailed>(Assert.Single(typist.Told));
            Assert.Equal(ReaderFault.Denied, denied.Fault);
            Assert.Contains(says, denied.Message, StringComparison.Ordinal);
            allow(typist.Keyboard);
            await Task.Delay(TimeSpan.FromSeconds(2.3), time);
            await typist.PresentAsync(KeyboardBadgeReaderTests.Number);
        },
        typist =>
        {
            Assert.Equal([new ReaderRecovered(ReaderFault.Denied)], typist.Told.OfType<ReaderRecovered>());
            Assert.Equal([KeyboardBadgeReaderTests.Number], typist.Numbers);
        },
        prepare: deny);
}
