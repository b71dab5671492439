using System.Device.Gpio;
using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Gpio;
using Gatehouse.Hardware.Simulation;

namespace Gatehouse.Hardware.Tests.Faults;

/// <summary>A chip that is taken away under its user, as an expander on USB can be.</summary>
public sealed class GpioChipGone
{
    [Fact]
    public void Ends_the_contacts_with_the_fault() => Ends((gpio, time, stop) =>
        new ContactGateInputs(gpio, new ContactLines(12, 13), time).ReadAsync(stop));

    [Fact]
    public void Ends_the_turns_with_the_fault() => Ends((gpio, time, stop) =>
        new RelayTurnstile(gpio, new RelayTurnstileOptions { TurnedIn = 5 }, time).TurnsAsync(stop));

    private static void Ends<T>(Func<GpioController, TimeProvider, CancellationToken, IAsyncEnumerable<T>> read) => Stage.Play(async time =>
    {
        using var chip = new SimulatedGpioChip();
        using var gpio = new GpioController(chip);
        await using var told = read(gpio, time, TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        var next = told.MoveNextAsync().AsTask();
        while (next.IsCompletedSuccessfully)
        {
            next = told.MoveNextAsync().AsTask();
        }

        chip.Gone = true;
        await Task.Delay(TimeSpan.FromMilliseconds(60), time);

        Assert.Equal(GpioFault.ChipGone, (await Assert.ThrowsAsync<GpioException>(() => next)).Fault);
    });
}
