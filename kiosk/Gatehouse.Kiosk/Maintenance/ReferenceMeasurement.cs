using System.Globalization;
using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.Calibration;
using static Gatehouse.Kiosk.Maintenance.Wording;

namespace Gatehouse.Kiosk.Maintenance;

/// <summary>Measures one temperature of the reference, telling how it comes along.</summary>
internal sealed class ReferenceMeasurement(CalibrationDesk desk, CalibrationRequest request, MaintenanceDialog dialog)
{
    // What a person types may differ so much from what was asked for.
    public const double MostBeside = 1;

    // So many series are taken until one is at rest.
    private const int Patience = 5;
    private const int TellEach = 5;

    /// <summary>Has the reference set and measures it until the samples have come to rest.</summary>
    /// <param name="celsius">The temperature wanted.</param>
    /// <param name="what">What it is for, as a word: <c>point 1</c>, <c>verification</c>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="MaintenanceException">The samples do not come to rest, or the thermometer fails.</exception>
    public async Task<(MeasuredPoint Point, SampleSeries Series)> MeasureAsync(double celsius, string what, CancellationToken cancellationToken)
    {
        var reference = await AskAsync(celsius, what, cancellationToken);
        var series = await TakeAsync(what, s => s.IsStable, cancellationToken);
        if (!series.IsStable)
        {
            throw new MaintenanceException(Say(
                $"The readings at {reference:0.0#} °C do not come to rest: of the last {series.Count} the standard deviation is {series.Deviation:0.00} °C where {series.MostDeviation:0.00} is allowed, and they moved by {WithSign(series.Drift)} °C. Look for a draught, for heat beside the thermometer and at the reference's own display, then begin again; a thermometer that goes on like this is faulty.")) { IsUnsteady = true };
        }

        var shown = Surface.Shown(new Celsius(reference), request.Reference.Emissivity, new Celsius(series.Ambient)).Degrees;
        return (series.ToPoint(reference, shown), series);
    }

    /// <summary>The same; when it does not come to rest the thermometer is not believed until it was checked and good, or calibrated.</summary>
    /// <exception cref="MaintenanceException">As of the other.</exception>
    public async Task<(MeasuredPoint Point, SampleSeries Series)> MeasureOrDistrustAsync(double celsius, string what, string thermometer, CancellationToken cancellationToken)
    {
        try
        {
            return await MeasureAsync(celsius, what, cancellationToken);
        }
        catch (MaintenanceException e) when (e.IsUnsteady)
        {
            await desk.DistrustAsync(Invalidation.NotSound, request.Operator, thermometer);
            throw new MaintenanceException($"{e.Message}{(desk.Instrument.IsOutOfTolerance ? $" {CalibrationDesk.MeasuresNobody}" : "")}");
        }
    }

    /// <summary>Samples that are only to show whether they scatter as they should.</summary>
    public async Task<SampleSeries> RepeatAsync(double celsius, CancellationToken cancellationToken)
    {
        await AskAsync(celsius, "the repeatability test", cancellationToken);
        return await TakeAsync("repeatability", s => s.IsAtRest, cancellationToken);
    }

    /// <summary>One series after the other until one is good. Each is its own: of many that overlap, one would look good by chance.</summary>
    private async Task<SampleSeries> TakeAsync(string what, Func<SampleSeries, bool> isGood, CancellationToken cancellationToken)
    {
        var series = new SampleSeries(desk.Rules.Samples, desk.Instrument.Variant.Noise);
        for (var tries = 0; tries < Patience && !isGood(series); tries++)
        {
            series.Clear();
            while (!series.IsWhole)
            {
                var sample = await SampleAsync(cancellationToken);
                series.Add(desk.Instrument.Calibration.Uncorrected(sample), sample.Ambient);
                // The last one is told with what came of all of them: a connection lost in between must not cost that.
                if (series.Count % TellEach == 0 && !series.IsWhole)
                {
                    await dialog.TellAsync(Progress(what, series), cancellationToken);
                }
            }
        }

        return series;
    }

    private async Task<double> AskAsync(double celsius, string what, CancellationToken cancellationToken)
    {
        await desk.SetReference(new Celsius(celsius), cancellationToken);
        var question = Say($"Set the reference to {celsius:0.0#} °C for {what} and wait until it is steady. What does it show, in °C?");
        while (true)
        {
            var answer = await dialog.AskAsync(
                new MaintenanceMessage("ask", question, new Dictionary<string, double> { ["wanted"] = celsius }), cancellationToken);
            if (double.TryParse(answer, NumberStyles.Float, CultureInfo.InvariantCulture, out var shown) && Math.Abs(shown - celsius) <= MostBeside)
            {
                return shown;
            }

            question = Say($"'{answer}' is no temperature within {MostBeside:0} °C of {celsius:0.0#} °C. What does the reference show, such as {celsius + 0.02:0.00}?");
        }
    }

    private async Task<ThermometerSample> SampleAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await desk.Thermometer.SampleAsync(cancellationToken);
        }
        catch (ThermometerException e)
        {
            throw new MaintenanceException($"The thermometer failed meanwhile: {e.Message}");
        }
    }

    private static MaintenanceMessage Progress(string what, SampleSeries series) => new(
        "sample",
        Say($"{what,-14} sample {series.Count,3}   mean {series.Mean,6:0.00} °C   σ {series.Deviation:0.000}   drift {WithSign(series.Drift),6}"),
        new Dictionary<string, double> { ["taken"] = series.Count, ["mean"] = series.Mean, ["deviation"] = series.Deviation, ["drift"] = series.Drift });

}
