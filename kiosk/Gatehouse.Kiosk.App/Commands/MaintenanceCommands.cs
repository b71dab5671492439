using System.CommandLine;
using System.Text.Json;
using Gatehouse.Kiosk.App.Maintenance;
using Gatehouse.Kiosk.Calibration;
using Gatehouse.Kiosk.Configuration;
using Gatehouse.Kiosk.Maintenance;

namespace Gatehouse.Kiosk.App.Commands;

/// <summary><c>gatehouse-kiosk calibrate|check|sweep</c> and <c>calibrations rollback|invalidate</c>: what is done at a thermometer, beside a running kiosk or without it.</summary>
internal sealed class MaintenanceCommands(StandardStreams streams, TimeProvider time)
{
    /// <summary>Sets the thermometer against a reference.</summary>
    public Command Calibrate()
    {
        var with = new Request();
        var discard = new Option<bool>("--discard") { Description = "Discard a calibration that was left half done." };
        var command = new Command("calibrate", "Set the thermometer against a black body, guided; nothing changes before it is accepted. Beside a running kiosk the way in is out of service meanwhile.") { discard };
        with.AddTo(command, isNeeded: result => !result.GetValue(discard));
        return Doing(command, parsed => parsed.GetValue(discard)
            ? new MaintenanceWish(MaintenanceWish.Discard)
            : new MaintenanceWish("calibrate", with.Of(parsed)));
    }

    /// <summary>Checks it against a reference.</summary>
    public Command Check()
    {
        var with = new Request();
        var at = new Option<double>("--at") { Description = "The reference's temperature, °C.", DefaultValueFactory = _ => 36.5, HelpName = "T" };
        CommonOptions.Within(at, DriftCheck.Coldest, DriftCheck.Hottest, " °C");
        var command = new Command("check", "Check the thermometer against a black body; changes nothing but what the gate may do when it is out of tolerance; exit status 1 then.") { at };
        with.AddTo(command, isNeeded: _ => true);
        return Doing(command, parsed => new MaintenanceWish("check", with.Of(parsed), parsed.GetValue(at)));
    }

    /// <summary>Sweeps the reference through the range of fever.</summary>
    public Command Sweep()
    {
        var with = new Request();
        var command = new Command("sweep", "Show with a black body from 35 to 40 °C in steps of 0.25 that the thermometer pulls nothing towards normal; changes nothing. Exit status 1 when it does.");
        with.AddTo(command, isNeeded: _ => true);
        return Doing(command, parsed => new MaintenanceWish("sweep", with.Of(parsed)));
    }

    /// <summary>Says what was done to the thermometer that its calibration does not survive.</summary>
    public Command Invalidate()
    {
        var reason = new Argument<string>("REASON") { Description = string.Join(", ", Invalidation.Reasons) + "." };
        reason.AcceptOnlyFromAmong([.. Invalidation.Reasons]);
        var by = new Option<string>("--operator") { Description = "Who says so.", Required = true, HelpName = "NAME" };
        var command = new Command("invalidate", "Say that the thermometer was cleaned or moved or its supply changed: it measures nobody until it is checked or calibrated.") { reason, by };
        return Doing(command, parsed => new MaintenanceWish("invalidate", By: parsed.GetRequiredValue(by), Reason: parsed.GetRequiredValue(reason)));
    }

    /// <summary>Puts an earlier correction in force again.</summary>
    public Command RollBack()
    {
        var id = new Argument<string>("ID") { Description = "The calibration to go back to." };
        var by = new Option<string>("--operator") { Description = "Who does it.", Required = true, HelpName = "NAME" };
        var reason = new Option<string>("--reason") { Description = "Why.", Required = true, HelpName = "TEXT" };
        var command = new Command("rollback", "Put an earlier calibration of this thermometer in force again, as a new entry.") { id, by, reason };
        return Doing(command, parsed => new MaintenanceWish(
            "rollBack", Calibration: parsed.GetRequiredValue(id), By: parsed.GetRequiredValue(by), Reason: parsed.GetRequiredValue(reason)));
    }

    private Command Doing(Command command, Func<ParseResult, MaintenanceWish> wish)
    {
        var config = CommonOptions.Config();
        var json = CommonOptions.Json();
        var source = new BusOptions();
        command.Add(config);
        command.Add(json);
        source.AddTo(command);
        Spoken.SetAction(command, async (parsed, output, cancellationToken) =>
        {
            var configuration = CommonOptions.Read(parsed.GetRequiredValue(config));
            using var answers = new StreamReader(streams.Input());
            var dialog = new TerminalDialog(
                answers, output, parsed.GetValue(json) ? DialogForm.Json : streams.IsTerminal ? DialogForm.Live : DialogForm.Plain);
            return await MaintenanceClient.DoAsync(
                wish(parsed), configuration, dialog, () => source.Open(parsed, configuration, time), source.IsSimulated(parsed), time, cancellationToken);
        });
        return command;
    }

    /// <summary>Against what, and by whom.</summary>
    private sealed class Request
    {
        private readonly Option<string> _operator = new("--operator") { Description = "Who does it.", HelpName = "NAME" };
        private readonly Option<FileInfo> _reference = new("--reference") { Description = "The black body's file: name, serial, certificateExpires, emissivity, uncertainty.", HelpName = "FILE" };
        private readonly Option<double> _distance = new("--distance") { Description = "From the thermometer to the black body, cm.", DefaultValueFactory = _ => 10, HelpName = "CM" };

        public void AddTo(Command command, Func<System.CommandLine.Parsing.CommandResult, bool> isNeeded)
        {
            command.Add(_operator);
            command.Add(_reference);
            command.Add(_distance);
            CommonOptions.Within(_distance, 1, 200, " cm");
            command.Validators.Add(result =>
            {
                if (isNeeded(result) && (result.GetResult(_operator) is null || result.GetResult(_reference) is null))
                {
                    result.AddError("Name who does it by --operator, and the black body's file by --reference.");
                }
            });
        }

        /// <exception cref="ConfigurationException">The file is none of a reference.</exception>
        public CalibrationRequest Of(ParseResult parsed) =>
            new(parsed.GetRequiredValue(_operator), Read(parsed.GetRequiredValue(_reference)), parsed.GetValue(_distance));

        private static ReferenceInstrument Read(FileInfo file)
        {
            try
            {
                using var stream = file.OpenRead();
                return JsonSerializer.Deserialize(stream, MaintenanceJson.Default.ReferenceInstrument)
                    ?? throw new ConfigurationException($"{file.Name} holds no reference.");
            }
            catch (JsonException e)
            {
                throw new ConfigurationException($"{file.Name} describes no reference: {JsonTrouble.Of(e)}");
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                throw new ConfigurationException($"There is no file {file.FullName}: see kiosk/reference.json for an example.");
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new ConfigurationException($"{file.FullName} cannot be read ({e.Message.TrimEnd('.')}): name the black body's file, such as kiosk/reference.json.");
            }
        }
    }
}
