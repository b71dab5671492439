using System.Device.Gpio;
using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Simulation;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Hardware.Tests.Gate;

/// <summary>A chip with a turnstile's lines, and what came of its feedback.</summary>
internal sealed class Panel : IDisposable
{
    public const int ReleaseIn = 17;
    public const int TurnedIn = 5;
    public const int TurnedOut = 6;

    private readonly CancellationTokenSource _stop = new();
    private readonly FakeTimeProvider _time;

    public Panel(FakeTimeProvider time, bool contactOpen = false, ReleaseMode mode = ReleaseMode.Pulse)
    {
        _time = time;
        Gpio = new GpioController(Chip);
        Chip.Set(TurnedIn, contactOpen);
        Chip.Set(TurnedOut, high: false);
        Turnstile = new RelayTurnstile(
            Gpio, new RelayTurnstileOptions { ReleaseIn = ReleaseIn, TurnedIn = TurnedIn, TurnedOut = TurnedOut, Mode = mode }, time);
    }

    public SimulatedGpioChip Chip { get; } = new();

    public GpioController Gpio { get; }

    public RelayTurnstile Turnstile { get; }

    public List<Direction> Turns { get; } = [];

    public static void With(Func<Panel, Task> scene, bool contactOpen = false, ReleaseMode mode = ReleaseMode.Pulse) => Stage.Play(async time =>
    {
        using var panel = new Panel(time, contactOpen, mode);
        var watching = panel.WatchAsync();
        await scene(panel);
        await panel._stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);
    });

    /// <summary>Opens and closes a contact, each for so many milliseconds, beginning with open.</summary>
    public async Task MoveAsync(int contact, params int[] milliseconds)
    {
        var open = false;
        foreach (var time in milliseconds)
        {
            open = !open;
            Chip.Set(contact, open);
            await Task.Delay(TimeSpan.FromMilliseconds(time), _time);
        }
    }

    public Task PassAsync(int milliseconds) => Task.Delay(TimeSpan.FromMilliseconds(milliseconds), _time);

    public void Dispose()
    {
        _stop.Dispose();
        Turnstile.Dispose();
        Gpio.Dispose();
        Chip.Dispose();
    }

    private async Task WatchAsync()
    {
        await foreach (var turn in Turnstile.TurnsAsync(_stop.Token))
        {
            Turns.Add(turn.Direction);
        }
    }
}
