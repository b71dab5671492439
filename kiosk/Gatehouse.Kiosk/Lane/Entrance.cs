using Gatehouse.Contract;
using Gatehouse.Hardware.Gate;
using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Screening;

namespace Gatehouse.Kiosk.Lane;

/// <summary>
/// The way in: badge, face, verdict, durable record, turnstile. One person at a time; the state diagram stands in
/// the kiosk's README.
/// </summary>
internal sealed class Entrance(
    LaneWork work, FaceMeasurement face, Surroundings surroundings, Action<LaneEvent> post, CancellationToken stopping)
{
    public const string FireLoopOpen = "fireLoopOpen";
    public const string LaneBusy = "laneBusy";
    public const string JournalSlow = "journalSlow";
    public const string OutOfService = "outOfService";
    public const string TurnstileNotReady = "turnstileNotReady";
    public const string NoFace = FaceMeasurement.NoFace;
    public const string Unforeseen = "unforeseen";

    private readonly RecheckTickets _tickets = new(work.Clocks, TimeSpan.FromMinutes(work.Rules.Policy.RecheckMinutes));
    private Passage? _passage;
    private TaskCompletionSource? _outOfService;

    public LaneState State { get; private set; } = LaneState.Ready;

    public void Badge(BadgeShown shown)
    {
#pragma warning disable CA2000 // A passage lives until its deadline or its end, whichever event comes.
        var passage = work.NewPassage(shown);
#pragma warning restore CA2000
        if (State is LaneState.Looking or LaneState.Again or LaneState.Recording or LaneState.Open)
        {
            TurnAway(passage);
            return;
        }

        Begin(passage);
        if (work.Devices.Inputs.FireLoopOpen)
        {
            passage.Person = work.Rules.Access.Owner(passage.Badge);
            Grant(passage, FireLoopOpen);
            return;
        }

        if (Refusal(passage) is { } refusal)
        {
            Refuse(passage, refusal);
        }
        else
        {
            work.Devices.Buzzer.Sound(Tone.Acknowledge);
            Measure(passage);
        }
    }

    public void Measured(Measured measured)
    {
        if (measured.Passage != _passage || State != LaneState.Looking)
        {
            return;
        }

        var passage = _passage;
        passage.Clock.Resume(measured.Face.InHandAt);
        var reading = measured.Face.Reading;
        passage.NotMeasurable = reading.NotMeasurable;
        if (measured.Face.Unmeasured && work.Devices.Inputs.FireLoopOpen)
        {
            Grant(passage, FireLoopOpen);
            return;
        }

        if (measured.Face.Unmeasured)
        {
            // It is no reading, and to ask back would change nothing.
            passage.Verdict = Verdict.NotMeasurable;
            Conclude(passage, reading.NotMeasurable == NoFace ? NoFace : Conclusion.NotMeasurable);
            return;
        }

        passage.Readings.Add(reading);
        passage.Verdict = Screener.Judge(passage.Readings, work.Rules.Policy);
        if (work.Devices.Inputs.FireLoopOpen)
        {
            Grant(passage, FireLoopOpen);
        }
        else if (passage.Verdict == Verdict.Remeasure)
        {
            work.Devices.Buzzer.Sound(Tone.Attention);
            OnceMore(passage);
        }
        else
        {
            Conclude(passage, Conclusion.NotMeasurable);
        }
    }

    /// <summary>Somebody leaves, who therefore was in: whatever ticket they had is used up.</summary>
    public void Leaves(BadgeShown shown) => _tickets.Redeem(work.Rules.Access.Owner(work.Rules.Access.Hash(shown.Read.Badge))?.Number);

    /// <summary>Takes over the re-check tickets that were given before the start.</summary>
    public void Recall(TicketsKept kept) => _tickets.Recall(kept.Tickets);

    /// <summary>Takes the way in out of service once nobody is under way, or puts it in again.</summary>
    public void Serve(ServiceChanged changed)
    {
        _outOfService = changed.InService ? null : changed.Done;
        if (State == LaneState.Ready)
        {
            Rest();
        }
    }

    public void Recorded(Recorded recorded)
    {
        if (recorded.Passage != _passage || State != LaneState.Recording)
        {
            return;
        }

        var passage = _passage;
        if (!surroundings.TurnstileReady && passage.Reason != FireLoopOpen)
        {
            TakeBack(passage, TurnstileNotReady);
        }
        else if (passage.Reason != FireLoopOpen && NoLonger(passage) is { } revoked)
        {
            TakeBack(passage, revoked);
        }
        else if (recorded.Why is null)
        {
            Release(passage);
        }
        else if (work.Rules.Policy.PassUnrecorded || passage.Reason == FireLoopOpen)
        {
            work.Track(passage.Granted!);
            work.Unrecorded.Passed();
            Release(passage);
        }
        else
        {
            TakeBack(passage, JournalSlow);
        }
    }

    /// <summary>True when the turn belonged to an open passage, or the fire loop had freed the arm.</summary>
    public bool Turned()
    {
        if (State == LaneState.Recording && _passage!.Reason == FireLoopOpen)
        {
            // The arm is free then, and nobody at it waits for a disk.
            work.TrackPassed(_passage.Granted!);
        }
        else if (State != LaneState.Open)
        {
            return work.Devices.Inputs.FireLoopOpen && TurnedFree();
        }

        End(PassageOutcome.Passed);
        return true;
    }

    public void DeadlinePassed(Passage passage)
    {
        if (passage != _passage)
        {
            return;
        }

        switch (State)
        {
            case LaneState.Looking:
                post(new Broken(face.Asked, "hangs", new TimeoutException($"The {face.Asked} does not come back with an answer.")));
                break;
            case LaneState.Again:
                Measure(passage);
                break;
            case LaneState.Open:
                End(PassageOutcome.GivenUp);
                break;
            case LaneState.Refusing:
                Rest();
                break;
        }
    }

    /// <summary>Refuses whoever is being looked at, for nobody will look any more.</summary>
    public void GiveUpLooking()
    {
        if (State == LaneState.Looking)
        {
            _passage!.Verdict = Verdict.NotMeasurable;
            _passage.NotMeasurable = face.Asked + "Fault";
            Refuse(_passage, Conclusion.NotMeasurable);
        }
    }

    /// <summary>Why somebody is not even looked at, in a word; null when they are.</summary>
    private string? Refusal(Passage passage)
    {
        var access = work.Rules.Access.MayEnter(passage.Badge!.Value, work.Clocks.Known);
        passage.Person = access.Person;
        passage.Mode = work.Mode;
        passage.Ticket = _tickets.Of(passage.Person?.Number);
        return access.Refusal
            ?? (_outOfService is not null ? OutOfService
            : !surroundings.TurnstileReady ? TurnstileNotReady
            : passage.Mode == GateMode.Guard ? Conclusion.ToGuard
            : passage.Ticket is { } ticket && _tickets.IsEarly(ticket) ? RecheckTickets.TooEarly
            : null);
    }

    /// <summary>Why somebody may not enter by the roster that came meanwhile; null when they may, or none came.</summary>
    private string? NoLonger(Passage passage) =>
        passage.Roster == work.Rules.Access.Revision ? null : work.Rules.Access.MayEnter(passage.Badge!.Value, work.Clocks.Known).Refusal;

    /// <summary>Does what follows from the final verdict.</summary>
    private void Conclude(Passage passage, string whyNot)
    {
        work.Limit.Take(passage.Verdict!.Value, passage.Readings, passage.Person!.Number, work.Clocks.Lane.GetElapsedTime(0));
        var conclusion = Conclusion.Of(passage.Verdict.Value, passage.Mode!.Value, work.Lots.IsDrawn(passage.Person.Number), whyNot);
        if (!conclusion.IsGranted)
        {
            passage.Ticket = passage.Verdict == Verdict.NotMeasurable ? _tickets.Issue(passage, passage.NotMeasurable) : passage.Ticket;
            Refuse(passage, conclusion.Reason);
        }
        else if ((surroundings.TurnstileReady ? NoLonger(passage) : TurnstileNotReady) is { } whyNow)
        {
            Refuse(passage, whyNow);
        }
        else
        {
            Grant(passage, conclusion.Reason);
        }
    }

    private void Begin(Passage? passage)
    {
        _passage?.Dispose();
        _passage = passage;
    }

    private void Measure(Passage passage)
    {
        work.Limit.Pass(work.Clocks.Lane.GetElapsedTime(0));
        State = LaneState.Looking;
        work.Show(State, Signal.Measuring);
        passage.Clock.Pause();
        var (times, samples) = (work.Rules.Times, work.Rules.Policy.Samples + BurstTaker.Retakes);
        passage.Within(times.Approach + (samples * work.Devices.Thermometer.Settling) + times.Hang, work.Clocks.Lane, post);
        _ = BurstAsync(passage);
    }

    /// <summary>Asks the person back into position; the deadline then begins the next burst.</summary>
    private void OnceMore(Passage passage)
    {
        State = LaneState.Again;
        work.Show(State, Signal.Again);
        passage.Clock.Pause();
        passage.Within(work.Rules.Times.Again, work.Clocks.Lane, post);
    }

    private async Task BurstAsync(Passage passage)
    {
        try
        {
            post(new Measured(passage, await face.TakeAsync(stopping)));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The kiosk is stopping; the passage was never granted and ends here.
        }
#pragma warning disable CA1031 // Nobody awaits this: what it did not foresee is handed to the lane, which throws it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            post(new Broken(face.Asked, Unforeseen, e));
        }
    }

    private void Grant(Passage passage, string reason)
    {
        passage.Reason = reason;
        passage.Granted = work.Decide(RecordKind.Granted, passage, reason);
        State = LaneState.Recording;
        work.Enter(State);
        _ = RecordAsync(passage);
    }

    private async Task RecordAsync(Passage passage)
    {
        try
        {
            await passage.Granted!.WaitAsync(work.Rules.Times.Journal, work.Clocks.Real, CancellationToken.None);
            post(new Recorded(passage, null));
        }
        catch (Exception e) when (e is TimeoutException or JournalException)
        {
            post(new Recorded(passage, e));
        }
#pragma warning disable CA1031 // Nobody awaits this: what it did not foresee is handed to the lane, which throws it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            post(new Broken("journal", Unforeseen, e));
        }
    }

    /// <summary>Somebody walks through an arm that the fire loop has freed: whoever is being measured, or anybody.</summary>
    private bool TurnedFree()
    {
        var isMeasured = State is LaneState.Looking or LaneState.Again;
#pragma warning disable CA2000 // Closed at once.
        var passage = isMeasured ? _passage! : work.NewPassage(Direction.In);
#pragma warning restore CA2000
        passage.Clock.Pause();
        passage.Reason = FireLoopOpen;
        passage.Granted = work.Decide(RecordKind.Granted, passage, FireLoopOpen);
        work.TrackPassed(passage.Granted);
        work.Close(passage, PassageOutcome.Passed);
        _tickets.Redeem(passage.Person?.Number);
        if (isMeasured)
        {
            Rest();
        }

        return true;
    }

    /// <summary>Refuses somebody who was granted and not yet let in.</summary>
    private void TakeBack(Passage passage, string reason)
    {
        work.Close(passage, PassageOutcome.NotReleased);
        work.Track(work.Decide(RecordKind.Refused, passage, reason));
        ShowRefusal(passage);
    }

    private void Release(Passage passage)
    {
        work.Devices.Turnstile.Release(Direction.In);
        passage.Clock.Pause();
        State = LaneState.Open;
        work.Show(State, Signal.Go);
        work.Devices.Buzzer.Sound(Tone.Go);
        passage.Within(work.Rules.Times.Pass, work.Clocks.Lane, post);
    }

    private void Refuse(Passage passage, string reason)
    {
        work.Track(work.Decide(RecordKind.Refused, passage, reason));
        ShowRefusal(passage);
    }

    private void ShowRefusal(Passage passage)
    {
        State = LaneState.Refusing;
        work.Show(State, Signal.StepAside);
        work.Devices.Buzzer.Sound(Tone.Attention);
        passage.Within(work.Rules.Times.Refusal, work.Clocks.Lane, post);
    }

    /// <summary>The lane serves one person at a time. The same badge held to the reader again is not a second person.</summary>
    private void TurnAway(Passage second)
    {
        if (second.Badge == _passage!.Badge)
        {
            return;
        }

        second.Person = work.Rules.Access.Owner(second.Badge);
        work.Devices.Buzzer.Sound(Tone.Attention);
        work.Track(work.Decide(RecordKind.Refused, second, LaneBusy));
    }

    private void End(string outcome)
    {
        if (outcome == PassageOutcome.Passed)
        {
            _tickets.Redeem(_passage!.Person?.Number);
        }

        work.Close(_passage!, outcome);
        Rest();
    }

    /// <summary>What the light says while nobody is at the gate.</summary>
    public Signal Resting => _outOfService is null ? Signal.Ready : Signal.OutOfService;

    private void Rest()
    {
        Begin(null);
        State = LaneState.Ready;
        work.Show(State, Resting);
        _outOfService?.TrySetResult();
    }
}
