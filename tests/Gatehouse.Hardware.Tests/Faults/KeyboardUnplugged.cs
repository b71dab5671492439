using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Input;
using Gatehouse.Hardware.Tests.Input;

namespace Gatehouse.Hardware.Tests.Faults;

public sealed class KeyboardUnplugged
{
    private const string Number = KeyboardBadgeReaderTests.Number;

    [Fact]
    public void Is_told_once_and_its_return_too_and_it_reads_again() => Typist.With(
        async (typist, time) =>
        {
            typist.Keyboard.Unplugged = true;
            await Task.Delay(TimeSpan.FromSeconds(10), time);
            var lost = Assert.IsType<ReaderFailed>(Assert.Single(typist.Told));
            Assert.Equal(ReaderFault.Lost, lost.Fault);
            Assert.Contains("check its plug", lost.Message, StringComparison.Ordinal);

            typist.Keyboard.Unplugged = false;
            await Task.Delay(TimeSpan.FromMilliseconds(2300), time);
            await typist.PresentAsync(Number);
        },
        typist =>
        {
            Assert.Equal(new ReaderRecovered(ReaderFault.Lost), typist.Told[1]);
            Assert.Equal([Number], typist.Numbers);
            Assert.Equal(3, typist.Told.Count);
        });

    [Fact]
    public void Not_there_at_the_start_is_told_and_waited_for() => Typist.With(
        async (typist, time) =>
        {
            Assert.Equal(ReaderFault.Lost, Assert.IsType<ReaderFailed>(Assert.Single(typist.Told)).Fault);
            typist.Keyboard.Unplugged = false;
            await Task.Delay(TimeSpan.FromSeconds(2.3), time);
            await typist.PresentAsync(Number);
        },
        typist => Assert.Equal([Number], typist.Numbers),
        prepare: keyboard => keyboard.Unplugged = true);

    [Fact]
    public void In_the_middle_of_a_number_leaves_nothing_of_it() => Typist.With(
        async (typist, time) =>
        {
            await typist.TypeAsync(Number[..5]);
            typist.Keyboard.Unplugged = true;
            await Task.Delay(TimeSpan.FromMilliseconds(100), time);
            typist.Keyboard.Unplugged = false;
            await Task.Delay(TimeSpan.FromMilliseconds(200), time);
            // What was begun before the plug was back ends now.
            await typist.PresentAsync(Number[5..]);
            await typist.QuietAsync();
            await typist.PresentAsync(Number);
        },
        typist =>
        {
            Assert.Equal([Number], typist.Numbers);
            Assert.Equal(2, typist.Reader.Discarded["unfinished"]);
        },
        new KeystrokeOptions { EndsBySilence = 5 });

    [Fact]
    public void Is_looked_for_after_a_quarter_second_and_then_ever_more_rarely() => Stage.Play(async time =>
    {
        var keyboard = new CountedKeyboard(time);
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(7800), time);
        var reader = new KeyboardBadgeReader(keyboard, new KeystrokeOptions(), time);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var told in reader.ReadAsync(stop.Token))
            {
                Assert.IsType<ReaderFailed>(told);
            }
        });

        Assert.Equal([0, 250, 750, 1750, 3750, 5750, 7750], keyboard.Opened);
    });

    [Fact]
    public void One_that_comes_and_goes_is_not_looked_for_more_often() => Typist.With(
        async (typist, time) =>
        {
            for (var i = 0; i < 430; i++)
            {
                typist.Keyboard.Unplugged = i % 2 == 0;
                await Task.Delay(TimeSpan.FromMilliseconds(70), time);
            }
        },
        typist => Assert.InRange(typist.Told.Count, 4, 40));

    private sealed class CountedKeyboard(TimeProvider time) : InputDevice
    {
        private readonly long _began = time.GetTimestamp();

        public List<double> Opened { get; } = [];

        public override string Name => "missing keyboard";

        public override Stream Open()
        {
            Opened.Add(time.GetElapsedTime(_began).TotalMilliseconds);
            throw new InputDeviceException(denied: false, "There is none.");
        }
    }
}
