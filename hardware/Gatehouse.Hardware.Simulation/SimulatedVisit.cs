using Gatehouse.Hardware.Gate;

namespace Gatehouse.Hardware.Simulation;

/// <summary>One visit: the person sees the light and feels the arm, nothing else.</summary>
internal sealed class SimulatedVisit(SimulatedGate gate, SimulatedVisitor visitor, TimeProvider time)
{
    private static readonly TimeSpan Reaction = TimeSpan.FromMilliseconds(250);

    private int _reading;

    public async Task<VisitOutcome> EnterAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(visitor.Patience, time);
        using var waits = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        Signal answer;
        try
        {
            await gate.Light.WaitForAsync(Signal.Ready, waits.Token);
            answer = await BeLookedAtAsync(waits.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return VisitOutcome.NoAnswer;
        }
        finally
        {
            gate.Distance.Centimetres = null;
        }

        return answer == Signal.StepAside
            ? VisitOutcome.Refused
            : visitor.GivesUp || !await PushAsync(cancellationToken) ? VisitOutcome.GaveUp : VisitOutcome.Passed;
    }

    public async Task<VisitOutcome> LeaveAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(visitor.Patience, time);
        using var waits = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            // Listened for from before the badge is shown, so that no release is over before it is heard.
            var release = gate.Turnstile.WaitForReleaseAsync(Direction.Out, waits.Token);
            await gate.ReaderOut.PresentAsync(visitor.Badge, waits.Token);
            await release;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return VisitOutcome.NoAnswer;
        }

        return visitor.GivesUp || !await PushAsync(cancellationToken) ? VisitOutcome.GaveUp : VisitOutcome.Passed;
    }

    private async Task<Signal> BeLookedAtAsync(CancellationToken cancellationToken)
    {
        Face(0);
        gate.Light.Changed += OnSignal;
        try
        {
            // Watched from before the badge is shown, so that no answer is too quick to be seen.
            var answer = gate.Light.WaitForAsync(s => s is Signal.Go or Signal.StepAside, cancellationToken);
            await gate.ReaderIn.PresentAsync(visitor.Badge, cancellationToken);
            await Task.WhenAny(answer, Task.Delay(visitor.Approach, time, cancellationToken));
            if (!answer.IsCompleted)
            {
                gate.Distance.Centimetres = visitor.DistanceCentimetres;
            }

            return await answer;
        }
        finally
        {
            gate.Light.Changed -= OnSignal;
        }
    }

    private async Task<bool> PushAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Reaction, time, cancellationToken);
        return await gate.Turnstile.PushAsync(visitor.Direction, cancellationToken);
    }

    /// <summary>On the writer's thread, so that the face has changed before the lane can begin its next burst.</summary>
    private void OnSignal(object? sender, SignalChangedEventArgs change)
    {
        if (change.Signal == Signal.Again)
        {
            Face(++_reading);
        }
    }

    private void Face(int reading)
    {
        gate.Thermometer.Target = visitor.Skins[Math.Min(reading, visitor.Skins.Count - 1)];
        if (visitor.Ambient is { } ambient)
        {
            gate.Thermometer.Ambient = ambient;
        }
    }
}
