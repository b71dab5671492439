using System.Device.Gpio;
using System.Diagnostics.CodeAnalysis;
using System.IO.Pipes;
using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Simulation;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Hardware.Tests.Gate;

/// <summary>A guard at the other end of two pipes, as it is in another process.</summary>
public sealed class RelayGuardTests : IDisposable
{
    private const int In = 17;
    private const int Out = 27;

    // What a guard says once it holds the relays.
    private const byte ReadyByte = 0x7F;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private readonly FakeTimeProvider _time = new();
    private readonly SimulatedGpioChip _chip = new();
    private readonly GpioController _gpio;
    private readonly AnonymousPipeServerStream _commands = new(PipeDirection.Out);
    private readonly AnonymousPipeServerStream _answers = new(PipeDirection.In);
    private readonly Task _guarding;
    private readonly GpioController _relays;

    [SuppressMessage("Reliability", "CA2000", Justification = "The controller takes the driver over.")]
    public RelayGuardTests()
    {
        _gpio = new GpioController(_chip);
        _guarding = Task.Factory.StartNew(Guard, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        _relays = new GpioController(new GuardedRelays([In, Out], _commands, _answers, () => { }, _time));
    }

    public void Dispose()
    {
        _relays.Dispose();
        _commands.Dispose();
        _answers.Dispose();
        _gpio.Dispose();
        _chip.Dispose();
    }

    [Fact]
    public void A_turnstile_above_it_works_as_above_the_lines_themselves()
    {
        using var turnstile = new RelayTurnstile(
            _relays, _gpio, new RelayTurnstileOptions { ReleaseIn = In, ReleaseOut = Out }, _time);
        turnstile.Release(Direction.Out);
        Assert.Equal((false, true), (_chip.IsHigh(In), _chip.IsHigh(Out)));
        _time.Advance(TimeSpan.FromMilliseconds(300));
        Assert.False(_chip.IsHigh(Out));
    }

    [Fact]
    public void A_relay_that_nobody_lets_go_is_let_go()
    {
        Energise();
        _time.Advance(Longest - TimeSpan.FromMilliseconds(1));
        Assert.True(_chip.IsHigh(In));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.False(_chip.IsHigh(In));
    }

    [Fact]
    public async Task The_end_of_the_program_that_tells_it_lets_every_relay_go()
    {
        Energise();
        await _commands.DisposeAsync();
        await _guarding;
        Assert.False(_chip.IsHigh(In));
    }

    [Fact]
    public async Task A_guard_that_is_gone_energises_nothing_and_its_relays_count_as_at_rest()
    {
        Energise();
        // What no program of ours says.
        _commands.WriteByte(0x42);
        await Assert.ThrowsAsync<IOException>(() => _guarding);
        Assert.False(_chip.IsHigh(In));

        Assert.Throws<IOException>(() => _relays.Write(In, PinValue.High));
        _relays.Write(In, PinValue.Low);
        Assert.Equal(PinValue.Low, _relays.Read(In));
    }

    [Fact]
    [SuppressMessage("Reliability", "CA2000", Justification = "The controller takes the driver over.")]
    public async Task A_guard_that_does_not_answer_is_ended()
    {
        using var commands = new AnonymousPipeServerStream(PipeDirection.Out);
        using var answers = new AnonymousPipeServerStream(PipeDirection.In);
        using var hanging = new AnonymousPipeClientStream(PipeDirection.Out, answers.ClientSafePipeHandle);
        hanging.WriteByte(ReadyByte);
        using var relays = new GpioController(new GuardedRelays([In], commands, answers, hanging.Dispose, _time));
        relays.OpenPin(In);

        var told = Task.Run(() => relays.Write(In, PinValue.High), TestContext.Current.CancellationToken);
        while (!told.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        Assert.Contains("does not answer and was ended", (await Assert.ThrowsAsync<IOException>(() => told)).Message, StringComparison.Ordinal);
        Assert.Equal(PinValue.Low, relays.Read(In));
    }

    [Fact]
    public void Reads_back_what_stands_at_the_line()
    {
        Energise();
        Assert.Equal(PinValue.High, _relays.Read(In));
        _chip.SetShorted(In, true);
        Assert.Equal(PinValue.Low, _relays.Read(In));
        _chip.SetShorted(In, false);
        _time.Advance(Longest);
        Assert.Equal(PinValue.Low, _relays.Read(In));
    }

    [Fact]
    public void Knows_no_other_lines_and_no_other_use_of_them()
    {
        Assert.Throws<InvalidOperationException>(() => _relays.OpenPin(22, PinMode.Output));
        Assert.ThrowsAny<InvalidOperationException>(() => _relays.OpenPin(Out, PinMode.InputPullUp));
    }

    private void Energise()
    {
        _relays.OpenPin(In, PinMode.Output, PinValue.Low);
        _relays.Write(In, PinValue.High);
        Assert.True(_chip.IsHigh(In));
    }

    private void Guard()
    {
        using var commands = new AnonymousPipeClientStream(PipeDirection.In, _commands.ClientSafePipeHandle);
        using var answers = new AnonymousPipeClientStream(PipeDirection.Out, _answers.ClientSafePipeHandle);
        using var guard = new RelayGuard(_gpio, [In, Out], Longest, _time);
        guard.Run(commands, answers);
    }
}
