using Gatehouse.Contract;
using Gatehouse.Hardware.Temperature;
using Gatehouse.Hardware.Timing;
using Gatehouse.Kiosk.Calibration;
using Gatehouse.Kiosk.Replay;
using static Gatehouse.Kiosk.Maintenance.Wording;

namespace Gatehouse.Kiosk.Maintenance;

/// <summary>
/// Calibrates a thermometer against a reference, step by step: warm-up, repeatability, points, fit, verification, the old
/// against the new, and a person's yes. Before that nothing is changed. After each step it is kept how far it came, so
/// that it goes on where it was left.
/// </summary>
public sealed class CalibrationFlow(CalibrationDesk desk, MaintenanceDialog dialog)
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(12);
    private static readonly TimeSpan LookedAt = TimeSpan.FromDays(7);
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(15);

    /// <summary>Calibrates.</summary>
    /// <param name="request">Against what, and by whom.</param>
    /// <param name="cancellationToken">Ends it; it can go on later.</param>
    /// <returns>The calibration in force from now on; null when it was discarded.</returns>
    /// <exception cref="MaintenanceException">It cannot be done, or the thermometer is faulty; nothing has changed.</exception>
    public async Task<CalibrationRecord?> RunAsync(CalibrationRequest request, CancellationToken cancellationToken)
    {
        if (request.Faults(desk.Today).FirstOrDefault() is { } fault)
        {
            throw new MaintenanceException(fault);
        }

        var identity = await IdentifyAsync(cancellationToken);
        if (!identity.GivesWhatItSees)
        {
            throw new MaintenanceException(CalibrationDesk.CorrectsByItself);
        }

        var session = await BeginAsync(request, identity, cancellationToken);
        await WarmUpAsync(cancellationToken);
        session = await RepeatAsync(session, cancellationToken);
        session = await MeasureAsync(session, cancellationToken);
        var calibration = await FittedAsync(session, identity);
        await CompareAsync(session, calibration, cancellationToken);
        return await DecideAsync(session, calibration, cancellationToken);
    }

    private async Task<ThermometerIdentity> IdentifyAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await desk.Thermometer.IdentifyAsync(cancellationToken);
        }
        catch (ThermometerException e)
        {
            throw new MaintenanceException($"The thermometer cannot be calibrated: {e.Message}");
        }
    }

    private async Task<CalibrationSession> BeginAsync(CalibrationRequest request, ThermometerIdentity identity, CancellationToken cancellationToken)
    {
        var now = desk.Clocks.Real.GetUtcNow();
        if (desk.State.Session.Exists)
        {
            var left = desk.State.Session.Load();
            var isOurs = left.Thermometer == identity && (now - left.Began).Duration() < Kept && IsPlanned(left) && left.Order == desk.State.LastOrder();
            if (isOurs && left.Request != request)
            {
                throw new MaintenanceException(Say(
                    $"A calibration by {left.Request.Operator} against {left.Request.Reference.Name} {left.Request.Reference.Serial} is half done: go on with it as it was begun, or discard it with --discard."));
            }

            if (isOurs && await ConfirmAsync(Say($"A calibration by {left.Request.Operator} was left with {left.Measured.Count} of {desk.Rules.Points.Count + 1} points measured. Go on with it?"), cancellationToken))
            {
                return left;
            }

            if (!isOurs)
            {
                await TellAsync("step", Say($"The calibration that {left.Request.Operator} left half done is void: it is older than {Kept.TotalHours:0} hours, or the thermometer, its calibration or the policy changed since, or it was checked or something was done to it. This one begins anew."), cancellationToken);
            }

            desk.State.Session.Remove();
        }

        if (desk.Instrument.Calibration.Difference(identity) is not null)
        {
            await TellAsync("step", "This is not the thermometer of the calibration in force, or somebody wrote into it: its calibration is void, and this one begins from the datasheet.", cancellationToken);
        }

        return Keep(new CalibrationSession(now, request, identity, [], []));
    }

    /// <summary>Whether what was measured is what the policy still asks for.</summary>
    private bool IsPlanned(CalibrationSession session) =>
        session.Measured.Zip([.. desk.Rules.Points, desk.Rules.Verification], (point, wanted) => Math.Abs(point.Reference - wanted) <= ReferenceMeasurement.MostBeside).Count(fits => fits)
        == session.Measured.Count;

    private async Task WarmUpAsync(CancellationToken cancellationToken)
    {
        for (var left = Left(); left > TimeSpan.Zero; left = Left())
        {
            await dialog.TellAsync(
                new MaintenanceMessage("wait", Say($"The thermometer warms up: {(int)left.TotalMinutes,2}:{left.Seconds:00} to go."), new Dictionary<string, double> { ["seconds"] = left.TotalSeconds }),
                cancellationToken);
            await Task.Delay(left < Tick ? WholeMilliseconds.AtLeast(left) : Tick, desk.Clocks.Lane, cancellationToken);
        }

        TimeSpan Left() => TimeSpan.FromMinutes(desk.Rules.WarmUpMinutes) - desk.UnderPower();
    }

    private async Task<CalibrationSession> RepeatAsync(CalibrationSession session, CancellationToken cancellationToken)
    {
        if (session.Repeatability is not null)
        {
            return session;
        }

        await TellAsync("step", "Repeatability: does it give the same for the same?", cancellationToken);
        var series = await new ReferenceMeasurement(desk, session.Request, dialog).RepeatAsync(desk.Rules.Points[0], cancellationToken);
        var found = new Repeatability(series.Count, series.Deviation, series.Range, series.MostDeviation);
        var isSound = found.IsSound && series.IsAtRest;
        await dialog.TellAsync(
            new MaintenanceMessage(
                "repeatability",
                Say($"{found.Samples} samples: σ {found.Deviation:0.000} °C (allowed {found.Allowed:0.000}), range {found.Range:0.00} °C: {(isSound ? "sound" : "NOT sound")}."),
                new Dictionary<string, double> { ["samples"] = found.Samples, ["deviation"] = found.Deviation, ["range"] = found.Range, ["allowed"] = found.Allowed }),
            cancellationToken);
        if (!isSound)
        {
            await GiveUpAsync(session);
            throw new MaintenanceException((found.Range == 0
                ? "The thermometer gave one and the same word: it is frozen. Switch its supply off and on; replace it if this stays. The calibration stays as it was."
                : !series.IsAtRest
                ? Say($"The readings moved by {WithSign(series.Drift)} °C meanwhile: the reference or the thermometer is not at rest. Look for a draught and for heat beside it, and begin again; a thermometer that goes on like this is faulty. The calibration stays as it was.")
                : "The thermometer scatters more than its datasheet allows: check its supply, its 100 nF and the quiet of its bus; replace it if this stays. The calibration stays as it was.") + Follows());
        }

        return Keep(session with { Repeatability = found });
    }

    private async Task<CalibrationSession> MeasureAsync(CalibrationSession session, CancellationToken cancellationToken)
    {
        double[] wanted = [.. desk.Rules.Points, desk.Rules.Verification];
        var measurement = new ReferenceMeasurement(desk, session.Request, dialog);
        while (session.Measured.Count < wanted.Length)
        {
            var n = session.Measured.Count;
            var isLast = n == wanted.Length - 1;
            var what = isLast ? "verification" : $"point {n + 1}";
            await TellAsync("step", Say($"{(isLast ? "Verification" : $"Point {n + 1} of {wanted.Length - 1}")}: {wanted[n]:0.0} °C."), cancellationToken);
            var (point, series) = await measurement.MeasureOrDistrustAsync(wanted[n], what, SerialOf(session), cancellationToken);
            var off = point.Off(Before(session));
            var isBlocked = DriftCheck.ResultOf(off, desk.Rules) == DriftCheck.Blocked;
            if (isBlocked)
            {
                // Kept at once, and before it is told: it stands whatever becomes of this calibration.
                await desk.FindAsync(session.Request, point, off, SerialOf(session));
            }

            session = Keep(session with { Measured = [.. session.Measured, point], Ambient = [.. session.Ambient, series.Ambient] });
            await dialog.TellAsync(
                new MaintenanceMessage(
                    "point",
                    Say($"Reference {point.Reference:0.00} °C, as found {WithSign(off)} °C, σ {point.Deviation:0.000} °C."),
                    new Dictionary<string, double> { ["reference"] = point.Reference, ["asFound"] = off, ["deviation"] = point.Deviation }),
                cancellationToken);
            if (isBlocked)
            {
                await TellAsync("step", $"That is out of tolerance.{Follows()}", cancellationToken);
            }
        }

        return session;
    }

    private async Task<CalibrationRecord> FittedAsync(CalibrationSession session, ThermometerIdentity identity)
    {
        var (points, verification) = (session.Measured.Take(session.Measured.Count - 1).ToList(), session.Measured[^1]);
        var correction = CalibrationFit.Of(points, session.Request.Reference, new Celsius(session.Ambient.Average()), desk.Instrument.Conditions.Reflected);
        var residual = verification.Off(correction);
        var rules = desk.Rules;
        if (Math.Abs(correction.Offset) > rules.MostOffset || Math.Abs(correction.Gain - 1) > rules.MostGain)
        {
            await GiveUpAsync(session);
            throw new MaintenanceException(Say(
                $"An offset of {WithSign(correction.Offset)} °C and a gain of {correction.Gain:0.000} are more than may be corrected ({rules.MostOffset:0.0} °C, 1 ± {rules.MostGain:0.000}): this thermometer, or the reference, is faulty. The calibration stays as it was.{Follows()}"));
        }

        if (Math.Abs(residual) > rules.MostResidual || points.Any(p => Math.Abs(p.Off(correction)) > rules.MostResidual))
        {
            await GiveUpAsync(session);
            throw new MaintenanceException(Say(
                $"At {verification.Reference:0.0} °C {WithSign(residual)} °C are left where {rules.MostResidual:0.00} °C are allowed: the thermometer drifted meanwhile, or the reference was not steady. Let both come to rest and begin again. The calibration stays as it was.{Follows()}"));
        }

        var evidence = new CalibrationEvidence(
            session.Request.Reference,
            session.Request.Operator,
            "",
            session.Ambient.Average(),
            session.Request.DistanceCentimetres,
            session.Repeatability!,
            [.. points.Select(p => Evidence(session, p, correction))],
            Evidence(session, verification, correction),
            desk.Today.AddDays(rules.DueDays));
        var before = desk.Instrument.Calibration;
        // The verification was not fitted to: what it leaves is what may be wrong between the points.
        var uncertainty = Math.Sqrt((correction.Uncertainty * correction.Uncertainty) + (residual * residual));
        return CalibrationRecord.Of(desk.NewId(), desk.Clocks.Real.GetUtcNow(), identity) with
        {
            SupplyVolts = before.SupplyVolts,
            SkinEmissivity = before.SkinEmissivity,
            Correction = correction with { Uncertainty = uncertainty },
            Evidence = evidence,
        };
    }

    /// <summary>The correction in force as it began; none where that is of another thermometer.</summary>
    private Correction? Before(CalibrationSession session) =>
        IsInForce(session) ? desk.Instrument.Calibration.Correction : null;

    private CalibrationPoint Evidence(CalibrationSession session, MeasuredPoint point, Correction correction) => new(
        point.Reference,
        point.Shown,
        point.Uncorrected,
        point.Off(Before(session)),
        point.Off(correction),
        point.Samples,
        point.Deviation);

    private async Task CompareAsync(CalibrationSession session, CalibrationRecord calibration, CancellationToken cancellationToken)
    {
        var evidence = calibration.Evidence!;
        CalibrationPoint[] all = [.. evidence.Points, evidence.Verification];
        await TellAsync("plot", "As found\n" + TextPlot.Of([.. all.Select(p => (p.Reference, p.AsFound))], full: desk.Rules.MostOffset), cancellationToken);
        await TellAsync("plot", "As left, the last one is the verification\n" + TextPlot.Of([.. all.Select(p => (p.Reference, p.AsLeft))], full: desk.Rules.MostResidual), cancellationToken);
        var correction = calibration.Correction!;
        await dialog.TellAsync(
            new MaintenanceMessage(
                "fit",
                Say($"Gain {correction.Gain:0.0000}, offset {correction.Offset:+0.000;-0.000} °C, standard uncertainty {correction.Uncertainty:0.000} °C; due {evidence.Due:yyyy-MM-dd}."),
                new Dictionary<string, double> { ["gain"] = correction.Gain, ["offset"] = correction.Offset, ["uncertainty"] = correction.Uncertainty }),
            cancellationToken);
        var before = Before(session);
        double[] at = [34, 35, 36, 37, 38, 39];
        var lines = at.Select(t => Say($"{t,6:0.0} °C   old {WithSign(before?.At(new Celsius(t)) ?? 0),6}   new {WithSign(correction.At(new Celsius(t))),6}   difference {WithSign(correction.At(new Celsius(t)) - (before?.At(new Celsius(t)) ?? 0)),6}"));
        await TellAsync("comparison", "What is added, old against new\n" + string.Join('\n', lines), cancellationToken);
        if (IsInForce(session) && all.Max(p => Math.Abs(p.AsFound)) >= desk.Rules.DriftBlocks)
        {
            await TellAsync("outOfTolerance", "As found it was out of tolerance: see who is concerned with 'gatehouse-kiosk lookback'.", cancellationToken);
        }

        await TellAsync("whatIf", WhatIf(calibration), cancellationToken);
    }

    private string WhatIf(CalibrationRecord calibration)
    {
        using var disk = desk.OpenJournal();
        var summary = ReplaySummary.WhatIf(desk.State, disk, calibration, desk.Clocks.Real.GetUtcNow() - LookedAt);
        return summary.Passages == 0
            ? Say($"In the last {LookedAt.TotalDays:0} days nobody was measured whose readings are still kept.")
            : Say($"Of {summary.Passages} passages measured in the last {LookedAt.TotalDays:0} days the verdict of {summary.Changed} would have been another: {summary.Now(PassageVerdict.Refer)} instead of {summary.Then(PassageVerdict.Refer)} referred.");
    }

    private async Task<CalibrationRecord?> DecideAsync(CalibrationSession session, CalibrationRecord calibration, CancellationToken cancellationToken)
    {
        var question = Say($"Accept it as {session.Request.Operator}? Say why (such as: yearly calibration), or nothing to discard it.");
        var reason = await dialog.AskAsync(new MaintenanceMessage("accept", question), cancellationToken);
        while (reason.Trim().Length > RecordLimits.MaxName)
        {
            reason = await dialog.AskAsync(new MaintenanceMessage("accept", Say($"That are more than {RecordLimits.MaxName} characters. {question}")), cancellationToken);
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            await DiscardAsync(session, cancellationToken);
            return null;
        }

        if (session.Order != desk.State.LastOrder())
        {
            desk.State.Session.Remove();
            throw new MaintenanceException("Something was found of the thermometer or done to it meanwhile: calibrate it as it is now. The calibration stays as it was.");
        }

        if (await IdentifyAsync(cancellationToken) != session.Thermometer)
        {
            desk.State.Session.Remove();
            throw new MaintenanceException("The thermometer was exchanged meanwhile: calibrate the one that is there now. The calibration stays as it was.");
        }

        var accepted = calibration with { Evidence = calibration.Evidence! with { Reason = reason.Trim() } };
        await desk.PutInForceAsync(accepted, session.Request.Operator, reason.Trim());
        desk.State.Session.Remove();
        await TellAsync(MaintenanceMessage.Done, $"Calibration {accepted.Id} is in force.", cancellationToken);
        return accepted;
    }

    /// <summary>Whether the calibration in force is of the thermometer that is there; nobody was measured by another one.</summary>
    private bool IsInForce(CalibrationSession session) => desk.Instrument.Calibration.Difference(session.Thermometer) is null;

    private string Follows() => desk.Instrument.IsOutOfTolerance ? $" {CalibrationDesk.MeasuresNobody}" : "";

    /// <summary>What was found stands though the calibration is discarded: as a check that found the worst of it, where it is of the thermometer as it is now.</summary>
    private async Task DiscardAsync(CalibrationSession session, CancellationToken cancellationToken)
    {
        var isOfNow = session.Order == desk.State.LastOrder() && await IdentifyAsync(cancellationToken) == session.Thermometer;
        var wasOut = desk.Instrument.IsOutOfTolerance;
        if (isOfNow)
        {
            var worst = session.Measured.MaxBy(p => Math.Abs(p.Off(Before(session))));
            await desk.FindAsync(session.Request, worst, worst.Off(Before(session)), SerialOf(session));
        }

        desk.State.Session.Remove();
        var isOut = desk.Instrument.IsOutOfTolerance;
        await TellAsync(
            isOut ? MaintenanceMessage.Unfit : MaintenanceMessage.Done,
            "Discarded; the calibration before stays in force."
                + (isOfNow ? "" : " What was measured is not of the thermometer as it is now, and proves nothing of it.")
                + (isOut ? $" {CalibrationDesk.MeasuresNobody}" : wasOut ? " What was measured counts as a good check: this gate measures again." : ""),
            cancellationToken);
    }

    /// <summary>What cannot be calibrated cannot be believed either.</summary>
    private async Task GiveUpAsync(CalibrationSession session)
    {
        await desk.DistrustAsync(Invalidation.NotSound, session.Request.Operator, SerialOf(session));
        desk.State.Session.Remove();
    }

    private static string SerialOf(CalibrationSession session) => CalibrationRecord.Of("", session.Began, session.Thermometer).Serial;

    private CalibrationSession Keep(CalibrationSession session)
    {
        var kept = session with { Order = desk.State.LastOrder() };
        desk.State.Session.Store(kept);
        return kept;
    }

    private async Task<bool> ConfirmAsync(string question, CancellationToken cancellationToken)
    {
        while (true)
        {
            switch ((await dialog.AskAsync(new MaintenanceMessage("confirm", question + " [y/n]"), cancellationToken)).Trim().ToUpperInvariant())
            {
                case "Y" or "YES":
                    return true;
                case "N" or "NO":
                    return false;
            }
        }
    }

    private Task TellAsync(string word, string text, CancellationToken cancellationToken) =>
        dialog.TellAsync(new MaintenanceMessage(word, text), cancellationToken);
}
