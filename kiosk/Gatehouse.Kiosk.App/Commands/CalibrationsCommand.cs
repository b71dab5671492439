using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Gatehouse.Kiosk.App.Maintenance;
using Gatehouse.Kiosk.Calibration;
using Gatehouse.Kiosk.Snapshots;
using static Gatehouse.Kiosk.Maintenance.Wording;

namespace Gatehouse.Kiosk.App.Commands;

/// <summary><c>gatehouse-kiosk calibrations list|show|sweeps|rollback|invalidate</c>: every calibration that was ever in force.</summary>
internal static class CalibrationsCommand
{
    public static Command Create(StandardStreams streams, TimeProvider time) => new("calibrations", "See the thermometer's calibrations, or go back to one.")
    {
        List(),
        Show(),
        Sweeps(),
        new MaintenanceCommands(streams, time).RollBack(),
        new MaintenanceCommands(streams, time).Invalidate(),
    };

    private static Command List()
    {
        var config = CommonOptions.Config();
        var json = CommonOptions.Json();
        var command = new Command("list", "List them, the oldest first; the last one is in force.") { config, json };
        Spoken.SetAction(command, async (parsed, output, _) =>
        {
            var all = All(CommonOptions.Read(parsed.GetRequiredValue(config)).State);
            if (parsed.GetValue(json))
            {
                foreach (var calibration in all)
                {
                    await output.WriteLineAsync(JsonSerializer.Serialize(calibration, MaintenanceJson.Default.CalibrationRecord));
                }

                return 0;
            }

            await output.WriteLineAsync("calibration        thermometer       offset    gain     U (k=1)  due         by");
            foreach (var calibration in all)
            {
                await output.WriteLineAsync(Row(calibration));
            }

            return 0;
        });
        return command;
    }

    private static Command Show()
    {
        var config = CommonOptions.Config();
        var json = CommonOptions.Json();
        var id = new Argument<string?>("ID") { Description = "Which; the one in force unless said otherwise.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("show", "Show one with its evidence.") { id, config, json };
        Spoken.SetAction(command, async (parsed, output, _) =>
        {
            var all = All(CommonOptions.Read(parsed.GetRequiredValue(config)).State);
            var wanted = parsed.GetValue(id);
            var found = wanted is null ? all[^1] : all.FirstOrDefault(c => c.Id == wanted)
                ?? throw new SnapshotException($"There is no calibration {wanted}: 'gatehouse-kiosk calibrations list' shows those there are.");
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(JsonSerializer.Serialize(found, MaintenanceJson.Default.CalibrationRecord));
                return 0;
            }

            foreach (var line in Lines(found))
            {
                await output.WriteLineAsync(line);
            }

            return 0;
        });
        return command;
    }

    private static Command Sweeps()
    {
        var config = CommonOptions.Config();
        var json = CommonOptions.Json();
        var command = new Command("sweeps", "List the linearity sweeps, the oldest first: evidence that nothing is pulled towards normal.") { config, json };
        Spoken.SetAction(command, async (parsed, output, _) =>
        {
            var all = new KioskSnapshots(CommonOptions.Read(parsed.GetRequiredValue(config)).State).Sweeps.Load();
            if (!parsed.GetValue(json))
            {
                await output.WriteLineAsync(all.Count == 0 ? "There is none yet: 'gatehouse-kiosk sweep' makes one." : "at (UTC)             calibration         slope  residual  points  verdict      reference, by");
            }

            foreach (var sweep in all)
            {
                await output.WriteLineAsync(parsed.GetValue(json) ? JsonSerializer.Serialize(sweep, MaintenanceJson.Default.LinearitySweep) : Row(sweep));
            }

            return 0;
        });
        return command;
    }

    private static IReadOnlyList<CalibrationRecord> All(string state) => new KioskSnapshots(state).Calibrations.Load() is { Count: > 0 } all
        ? all
        : throw new SnapshotException($"There is no calibration in {state}: record the thermometer with 'gatehouse-kiosk commission'.");

    private static string Row(CalibrationRecord calibration)
    {
        var correction = calibration.Correction;
        var by = calibration.RollsBackTo is { } to ? $"as {to}" : calibration.Evidence is { } evidence ? $"{evidence.Operator}: {evidence.Reason}" : "commissioned";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{calibration.Id,-17}  {calibration.Serial}  {Number(correction?.Offset, "+0.000;-0.000"),7}  {Number(correction?.Gain, "0.0000"),6}  {Number(correction?.Uncertainty, "0.000"),7}  {calibration.Evidence?.Due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "-",-10}  {by}");
    }

    private static string Row(LinearitySweep sweep) => Say(
        $"{Utc(sweep.At),-19}  {sweep.Calibration,-17}  {sweep.Slope,6:0.000}  {WithSign(sweep.Residual),8}  {sweep.Points.Count,6}  {(sweep.IsLinear ? "linear" : "NOT linear"),-11}  {sweep.Request.Reference.Serial}, {sweep.Request.Operator}");

    private static string Number(double? number, string format) => number?.ToString(format, CultureInfo.InvariantCulture) ?? "-";

    private static IEnumerable<string> Lines(CalibrationRecord calibration)
    {
        yield return $"calibration    {calibration.Id}, accepted {Utc(calibration.At)} UTC";
        yield return $"thermometer    {calibration.Serial}, emissivity 0x{calibration.Emissivity:X4}, configuration 0x{calibration.Configuration:X4}";
        yield return Say($"supply         {calibration.SupplyVolts:0.00} V, skin emissivity {calibration.SkinEmissivity:0.00}");
        if (calibration.RollsBackTo is { } to)
        {
            yield return $"rolls back to  {to}";
        }

        if (calibration.Correction is not { } correction || calibration.Evidence is not { } evidence)
        {
            yield return "correction     none: trusted as its datasheet says";
            yield break;
        }

        yield return Say($"correction     gain {correction.Gain:0.0000}, offset {correction.Offset:+0.000;-0.000} °C at {Correction.Pivot:0} °C, standard uncertainty {correction.Uncertainty:0.000} °C at {correction.Middle:0.0} °C and {correction.GainUncertainty:0.0000} more for each degree from there");
        yield return Say($"reference      {evidence.Reference.Name} {evidence.Reference.Serial}, certificate until {evidence.Reference.CertificateExpires:yyyy-MM-dd}, emissivity {evidence.Reference.Emissivity:0.000}, U {evidence.Reference.Uncertainty:0.00} °C, at {evidence.DistanceCentimetres:0} cm");
        yield return Say($"repeatability  {evidence.Repeatability.Samples} samples, σ {evidence.Repeatability.Deviation:0.000} °C of {evidence.Repeatability.Allowed:0.000}, range {evidence.Repeatability.Range:0.00} °C, in air of {evidence.Ambient:0.0} °C");
        foreach (var point in evidence.Points)
        {
            yield return Say($"point          {point.Reference:0.00} °C, as found {WithSign(point.AsFound)}, as left {WithSign(point.AsLeft)}, {point.Samples} samples, σ {point.Deviation:0.000}");
        }

        yield return Say($"verification   {evidence.Verification.Reference:0.00} °C, as found {WithSign(evidence.Verification.AsFound)}, as left {WithSign(evidence.Verification.AsLeft)}");
        yield return Say($"accepted by    {evidence.Operator}: {evidence.Reason}; due {evidence.Due:yyyy-MM-dd}");
    }

    private static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
