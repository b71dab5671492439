using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Access;
using Gatehouse.Kiosk.App.Devices;
using Gatehouse.Kiosk.App.Maintenance;
using Gatehouse.Kiosk.Commands;
using Gatehouse.Kiosk.Configuration;
using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Lane;
using Gatehouse.Kiosk.Maintenance;
using Gatehouse.Kiosk.Pairing;
using Gatehouse.Kiosk.Proof;
using Gatehouse.Kiosk.Replay;
using Gatehouse.Kiosk.Retention;
using Gatehouse.Kiosk.Screening;
using Gatehouse.Kiosk.Snapshots;
using Gatehouse.Kiosk.Sync;
using Gatehouse.Kiosk.View;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Gatehouse.Kiosk.App.Running;

/// <summary>Puts one kiosk together and runs it.</summary>
internal static partial class KioskRun
{
    private static string Version =>
        typeof(KioskRun).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>Runs until cancelled.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The journal takes the disk over and disposes it.")]
    public static async Task RunAsync(
        KioskConfiguration configuration, GateSite site, RunWords words, TimeProvider time, CancellationToken cancellationToken)
    {
        using var loggers = LoggerFactory.Create(logging => logging
            .SetMinimumLevel(LogLevel.Warning)
            .AddSimpleConsole(console => console.SingleLine = true)
            .Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
        var logger = loggers.CreateLogger(nameof(KioskRun));
        var clock = new ClockWatch(time) { IsKept = configuration.ClockIsKept };
        var clocks = new LaneClocks(site.LaneTime, time) { IsTrusted = () => clock.IsTrusted };
        var joined = await HostCredential.JoinAsync(configuration, () => clocks.Known, cancellationToken);
        using var host = HostCredential.Open(configuration, () => clocks.Known);
        if (joined is not null)
        {
            words.Joined(configuration.Kiosk, host!.Credential.Host, joined);
        }

        if (host is not null)
        {
            await host.FirstRulesAsync(configuration, cancellationToken);
        }

        var rules = KioskRules.Load(configuration);
        foreach (var notice in rules.Outdated.Concat(site.Notices))
        {
            Log.Notice(logger, notice);
        }

        var stamp = new RecordStamp(time, clock, BootIdentity.OfThisMachine());
        var options = new JournalOptions { Kiosk = configuration.Kiosk, Simulated = site.Simulated };
        OwnerOnly.MakeFolder(configuration.State);
        await using var journal = SegmentJournal.Open(FolderDisk.Open(KioskFolders.Journal(configuration)), options, stamp);
        if (journal.Damage is { } damage)
        {
            Log.Notice(logger, damage);
        }

        KeepConditions(configuration, rules.Instrument, journal.Head, logger);
        using var view = new EntryView(new FolderViewFiles(KioskFolders.View(configuration)), journal, loggers.CreateLogger<EntryView>());
        using var checkpoints = host is null
            ? null
            : new CheckpointWorker(journal, host.Key, stamp, time, loggers.CreateLogger<CheckpointWorker>());
        using var sync = host is null
            ? null
            : new SyncWorker(journal, host.Link, new BackOff(configuration.Sync, new Random()), time, loggers.CreateLogger<SyncWorker>()) { Checkpoints = checkpoints };
        var renewal = host is null
            ? null
            : new CertificateRenewal(host.Link, host.Credential, host.File, time, loggers.CreateLogger<CertificateRenewal>());
        var lane = new GateLane(site.Devices, rules, journal, clocks, loggers.CreateLogger<GateLane>());
        var snapshots = new KioskSnapshots(configuration.State);
        var roster = host is null
            ? null
            : new RosterWorker(host.Link, snapshots, rules.Access.Roster, lane.Use, time, loggers.CreateLogger<RosterWorker>());
        var hasAirSensor = configuration.Devices.Air is not null;
        var policy = host is null
            ? null
            : new PolicyWorker(host.Link, snapshots, rules.Policy, lane.Use, clocks, loggers.CreateLogger<PolicyWorker>()) { HasAirSensor = hasAirSensor, Record = lane.Record };
        var trials = new PolicyTrials(snapshots, () => FolderDisk.OpenReadOnly(KioskFolders.Journal(configuration)), draft => journal.AppendAsync(draft, CancellationToken.None), hasAirSensor);
        var commands = new CommandTaker(
            draft => journal.AppendAsync(draft, CancellationToken.None),
            clocks,
            new Dictionary<string, Action<KioskCommand>>(StringComparer.Ordinal)
            {
                [KioskCommand.Find] = _ => lane.BeFound(),
                [KioskCommand.Align] = _ => roster?.Align(),
                [KioskCommand.Enrol] = command => lane.Enrol(command.Id),
                [KioskCommand.Try] = trials.Take,
            });
        var news = host is null ? null : new NewsWorker(host.Link, new BackOff(configuration.Sync, new Random()), HearAsync, time);
        var desk = new CalibrationDesk(
            site.Devices.Thermometer, rules.Instrument, snapshots, draft => journal.AppendAsync(draft, CancellationToken.None), clocks)
        {
            OpenJournal = () => FolderDisk.OpenReadOnly(KioskFolders.Journal(configuration)),
            UnderPower = () => site.UnderPower,
            SetReference = site.SetReferenceAsync,
        };
        var retention = new RetentionWorker(
            new JournalRetention(journal, () => RetentionRules.Of(rules.Policy), epoch => sync?.Held(epoch) ?? 0), stamp, time, loggers.CreateLogger<RetentionWorker>());
        var disk = new DiskWatch(journal, time);
        var maintenance = new MaintenanceSocket(MaintenanceSocket.PathOf(configuration), lane, desk);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ready = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var beside = BesideAsync();
        try
        {
            await lane.RunAsync(Version, () => ready.SetResult(true), stop.Token);
        }
        finally
        {
            await stop.CancelAsync();
            ready.TrySetResult(false);
            checkpoints?.Sign();

            // A fault beside the lane is why the lane ended: it is told rather than the lane's own.
            await beside;
        }

        // Whatever is not the lane begins once the lane is ready, so that it cannot delay it.
        async Task BesideAsync()
        {
            if (await ready.Task)
            {
                await Task.WhenAll(
                    // First: whoever hears that the kiosk is ready can maintain it.
                    OrStopAsync("Maintenance", maintenance.RunAsync(why => Log.Notice(logger, why), stop.Token)),
                    OrStopAsync("The site's own work", site.RunAsync(lane, view, sync, SayReady, stop.Token)),
                    OrStopAsync("Telling of the records", words.FollowAsync(journal, stop.Token)),
                    OrStopAsync("Forwarding to the host", sync?.RunAsync(stop.Token) ?? Task.CompletedTask),
                    OrStopAsync("Following of the roster", roster?.RunAsync(stop.Token) ?? Task.CompletedTask),
                    OrStopAsync("Following of the policy", policy?.RunAsync(stop.Token) ?? Task.CompletedTask),
                    OrStopAsync("Trying of policies", trials.RunAsync(stop.Token)),
                    OrStopAsync("Listening to the host", news?.RunAsync(stop.Token) ?? Task.CompletedTask),
                    OrStopAsync("Renewal of the certificate", renewal?.RunAsync(stop.Token) ?? Task.CompletedTask),
                    OrStopAsync("Signing of the journal", checkpoints?.RunAsync(stop.Token) ?? Task.CompletedTask),
                    OrStopAsync("Retention", retention.RunAsync(stop.Token)),
                    OrStopAsync("The watch over the disk", disk.RunAsync(stop.Token)),
                    OrStopAsync("The local log", view.RunAsync(stop.Token)));
            }
        }

        Task HearAsync(HostNews heard)
        {
            roster?.Told(heard.Roster);
            policy?.Told(heard.Policies);
            if (heard.Elsewhere is { } elsewhere)
            {
                lane.Heard(elsewhere);
            }

            return commands.TakeAsync(heard);
        }

        void SayReady() => words.Ready(configuration.Kiosk, journal.Head, site.Simulated, isSigned: checkpoints is not null);

        // What broke down for no known reason is not there any more while the lane looks well: all of it is started anew.
        async Task OrStopAsync(string what, Task part)
        {
            try
            {
                await part;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // Asked to stop.
            }
            catch (DeviceException)
            {
                await stop.CancelAsync();
                throw;
            }
            catch (Exception e)
            {
                await stop.CancelAsync();
                throw new BrokenDownException($"{what} broke down, so the kiosk stops to be started anew: {e.GetType().Name}: {e.Message}", e);
            }
        }
    }

    /// <summary>Keeps the conditions from the next record on, if they are others than before.</summary>
    private static void KeepConditions(KioskConfiguration configuration, Instrument instrument, JournalEntry head, ILogger logger)
    {
        var known = new KnownConditions(head.Epoch, head.Sequence + 1, instrument.Conditions.Recorded(instrument.Variant));
        try
        {
            var kept = new KioskSnapshots(configuration.State).Conditions;
            if (kept.Load() is not [.., var last] || last.Conditions != known.Conditions)
            {
                kept.Append(known);
            }
        }
        catch (SnapshotException e)
        {
            // The record of this start says the same.
            Log.Notice(logger, e.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "{Notice}")]
        public static partial void Notice(ILogger logger, string notice);
    }
}
