using Gatehouse.Contract;
using Gatehouse.Hardware.Gate;
using Gatehouse.Kiosk.Screening;

namespace Gatehouse.Kiosk.Lane;

/// <summary>
/// The way in: badge, face, verdict, durable record, turnstile. One person at a time; the state diagram stands in
/// the kiosk's README.
/// </summary>
internal sealed class Entrance(LaneWork work, FaceMeasurement face, Admission admission, AwaitedWork awaited, Action<LaneEvent> post)
{
    public const string FireLoopOpen = "fireLoopOpen";
    public const string LaneBusy = "laneBusy";
    public const string JournalSlow = "journalSlow";
    public const string OutOfService = "outOfService";
    public const string TurnstileNotReady = "turnstileNotReady";
    public const string NoFace = FaceMeasurement.NoFace;
    public const string Unforeseen = "unforeseen";

    private FreedPassages? _freed;
    private Passage? _passage;
    private TaskCompletionSource? _outOfService;

    public LaneState State { get; private set; } = LaneState.Ready;

    /// <summary>Whoever passes while the arm is free.</summary>
    private FreedPassages Freed => _freed ??= new FreedPassages(work, IsIn, post);

    public void Badge(BadgeShown shown)
    {
#pragma warning disable CA2000 // A passage lives until its deadline or its end, whichever event comes.
        var passage = work.NewPassage(shown);
#pragma warning restore CA2000
        if (admission.Freed is { } freed)
        {
            BeginFreed(passage, freed);
            return;
        }

        if (State is LaneState.Looking or LaneState.Again or LaneState.Recording or LaneState.Open)
        {
            TurnAway(passage);
            return;
        }

        Begin(passage);
        if (admission.Refusal(passage) is { } refusal)
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
        if (measured.Face.Unmeasured && admission.Freed is { } freed)
        {
            Grant(passage, freed);
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
        if (admission.Freed is { } nowFreed)
        {
            Grant(passage, nowFreed);
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
    public void Leaves(BadgeShown shown)
    {
        var person = work.Rules.Access.Owner(work.Rules.Access.Hash(shown.Read.Badge))?.Number;
        admission.Tickets.Redeem(person);
        admission.Duty.Left(person);
    }

    /// <summary>Somebody has left: only who has gone through is out.</summary>
    public void HasLeft(Passage passage) => Went(passage, PassageDirection.Out);

    /// <summary>Takes over the re-check tickets that were given before the start.</summary>
    public void Recall(TicketsKept kept) => admission.Tickets.Recall(kept.Tickets);

    /// <summary>Takes the way in out of service once nobody is under way, or puts it in again.</summary>
    public void Serve(ServiceChanged changed)
    {
        admission.IsInService = changed.InService;
        _outOfService = changed.InService ? null : changed.Done;
        if (State == LaneState.Ready)
        {
            Rest();
        }
    }

    /// <summary>The gate's mode is another one.</summary>
    public void ModeChanged()
    {
        if (State == LaneState.Ready)
        {
            work.Show(State, Resting);
        }
    }

    public void Recorded(Recorded recorded)
    {
        if (recorded.Passage != _passage || State != LaneState.Recording)
        {
            return;
        }

        var passage = _passage;
        if (admission.NoLonger(passage) is { } whyNow)
        {
            TakeBack(passage, whyNow);
        }
        else if (recorded.Why is null)
        {
            Release(passage);
        }
        else if (work.Rules.Policy.PassUnrecorded || admission.Freed is not null)
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

    /// <summary>True when the turn belonged to an open passage, or the arm is free.</summary>
    public bool Turned()
    {
        if (State == LaneState.Recording && (_passage!.IsFreed || admission.Freed is not null))
        {
            // Nobody at an arm that is free waits for a disk.
            work.TrackPassed(_passage.Granted!);
        }
        else if (State != LaneState.Open)
        {
            return Freed.Turned() || (admission.Freed is { } why && TurnedFree(why));
        }

        End(PassageOutcome.Passed);
        return true;
    }

    public void DeadlinePassed(Passage passage)
    {
        if (passage != _passage)
        {
            Freed.DeadlinePassed(passage);
            ModeChanged();
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

    /// <summary>Does what follows from the final verdict.</summary>
    private void Conclude(Passage passage, string whyNot)
    {
        work.Limit.Take(passage.Verdict!.Value, passage.Readings, passage.Person!.Number, work.Clocks.Lane.GetElapsedTime(0));
        var conclusion = Conclusion.Of(passage.Verdict.Value, passage.Mode!.Value, work.Lots.IsDrawn(passage.Person.Number), whyNot);
        if (!conclusion.IsGranted)
        {
            passage.Ticket = passage.Verdict == Verdict.NotMeasurable ? admission.Tickets.Issue(passage, passage.NotMeasurable) : passage.Ticket;
            Refuse(passage, conclusion.Reason);
        }
        else if (admission.NoLonger(passage) is { } whyNow)
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
        work.ChangeOver();
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
        awaited.Burst(passage);
    }

    /// <summary>Asks the person back into position; the deadline then begins the next burst.</summary>
    private void OnceMore(Passage passage)
    {
        State = LaneState.Again;
        work.Show(State, Signal.Again);
        passage.Clock.Pause();
        passage.Within(work.Rules.Times.Again, work.Clocks.Lane, post);
    }

    private void Grant(Passage passage, string reason)
    {
        passage.Reason = reason;
        passage.Granted = work.Decide(RecordKind.Granted, passage, reason);
        State = LaneState.Recording;
        work.Enter(State);
        awaited.Record(passage);
    }

    /// <summary>Somebody shows a badge at an arm that is free already.</summary>
    private void BeginFreed(Passage passage, string why)
    {
        if (Freed.IsUnderWay(passage.Badge) || (State != LaneState.Refusing && _passage?.Badge == passage.Badge))
        {
            return;
        }

        if (State is LaneState.Ready or LaneState.Refusing)
        {
            Begin(null);
            State = LaneState.Ready;
            work.Show(State, Signal.Go);
        }

        work.Devices.Buzzer.Sound(Tone.Go);
        Freed.Begin(passage, why);
    }

    /// <summary>Somebody walks through an arm that is free: whoever is being measured, or anybody.</summary>
    private bool TurnedFree(string why)
    {
        if (State is LaneState.Looking or LaneState.Again)
        {
            Freed.Begin(_passage!, why);
            _passage = null;
            Rest();
        }
        else
        {
#pragma warning disable CA2000 // Closed at once.
            Freed.Begin(work.NewPassage(Direction.In), why);
#pragma warning restore CA2000
        }

        return Freed.Turned();
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
            IsIn(_passage!);
        }

        work.Close(_passage!, outcome);
        Rest();
    }

    private void IsIn(Passage passage)
    {
        admission.Tickets.Redeem(passage.Person?.Number);
        Went(passage, PassageDirection.In);
        if (State == LaneState.Ready)
        {
            work.Show(State, Resting);
        }
    }

    private void Went(Passage passage, string direction)
    {
        if (passage.Person is { } person)
        {
            admission.Presence.PassedHere(person.Number, direction, work.Clocks.Known);
        }
    }

    /// <summary>What the light says while nobody is at the gate.</summary>
    public Signal Resting =>
        admission.Freed == StandingOrder.FreePassage || !Freed.IsEmpty ? Signal.Go : admission.IsClosed ? Signal.OutOfService : Signal.Ready;

    private void Rest()
    {
        Begin(null);
        State = LaneState.Ready;
        work.Show(State, Resting);
        _outOfService?.TrySetResult();
    }
}
