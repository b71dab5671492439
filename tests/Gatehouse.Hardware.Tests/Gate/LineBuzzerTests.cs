using System.Device.Gpio;
using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Simulation;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Hardware.Tests.Gate;

public sealed class LineBuzzerTests
{
    private const int Line = 25;

    [Theory]
    [InlineData(Tone.Acknowledge, 1, 80)]
    [InlineData(Tone.Go, 2, 160)]
    [InlineData(Tone.Attention, 1, 600)]
    [InlineData(Tone.Alarm, 5, 1000)]
    public void Each_tone_ends_by_itself(Tone tone, int sounds, int milliseconds)
    {
        var (heard, sounded) = Listen((buzzer, _) => buzzer.Sound(tone));

        Assert.Equal((sounds, milliseconds), (heard, sounded));
    }

    [Fact]
    public void A_new_tone_takes_the_place_of_the_old()
    {
        var (heard, sounded) = Listen((buzzer, time) =>
        {
            buzzer.Sound(Tone.Alarm);
            Pass(time, 300);
            buzzer.Sound(Tone.Acknowledge);
        });

        Assert.Equal((2, 280), (heard, sounded));
    }

    [Fact]
    public void Disposing_silences_it()
    {
        using var chip = new SimulatedGpioChip();
        using var gpio = new GpioController(chip);
        using (var buzzer = new LineBuzzer(gpio, Line, new FakeTimeProvider()))
        {
            buzzer.Sound(Tone.Attention);
            Assert.True(chip.IsHigh(Line));
        }

        Assert.False(chip.IsHigh(Line));
    }

    private static (int Sounds, int Milliseconds) Listen(Action<LineBuzzer, FakeTimeProvider> play)
    {
        var time = new FakeTimeProvider();
        using var chip = new SimulatedGpioChip();
        using var gpio = new GpioController(chip);
        using var buzzer = new LineBuzzer(gpio, Line, time);
        var (sounds, sounded, began) = (0, TimeSpan.Zero, 0L);
        chip.Changed += (_, levels) =>
        {
            sounds += levels.Rose(Line) ? 1 : 0;
            sounded += levels.Fell(Line) ? time.GetElapsedTime(began) : TimeSpan.Zero;
            began = time.GetTimestamp();
        };
        play(buzzer, time);
        Pass(time, 5000);
        Assert.False(chip.IsHigh(Line));
        return (sounds, (int)sounded.TotalMilliseconds);
    }

    // Step by step, because a timer that fires within one long step sees the time of its end.
    private static void Pass(FakeTimeProvider time, int milliseconds)
    {
        for (var i = 0; i < milliseconds; i++)
        {
            time.Advance(TimeSpan.FromMilliseconds(1));
        }
    }
}
