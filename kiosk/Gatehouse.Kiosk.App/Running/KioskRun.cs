using System.Reflection;
using Gatehouse.Kiosk.Access;
using Gatehouse.Kiosk.App.Devices;
using Gatehouse.Kiosk.Configuration;
using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Lane;
using Gatehouse.Kiosk.Screening;
using Gatehouse.Kiosk.Snapshots;
using Gatehouse.Kiosk.Sync;
using Gatehouse.Kiosk.View;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Kiosk.App.Running;

/// <summary>Puts one kiosk together and runs it.</summary>
internal static class KioskRun
{
    private static string Version =>
        typeof(KioskRun).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>Runs until cancelled.</summary>
    public static async Task RunAsync(
        KioskConfiguration configuration, GateSite site, RunWords words, TimeProvider time, CancellationToken cancellationToken)
    {
        using var loggers = LoggerFactory.Create(logging => logging
            .AddSimpleConsole(console => console.SingleLine = true)
            .AddFilter<Microsoft.Extensions.Logging.Console.ConsoleLoggerProvider>(level => level >= LogLevel.Warning)
            .Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
        using var link = HostCredential.Link(configuration);
        var rules = await RulesAsync(configuration, site, cancellationToken);
        var stamp = new RecordStamp(time, new ClockWatch(time), BootIdentity.OfThisMachine());
        var options = new JournalOptions { Kiosk = configuration.Kiosk, Simulated = site.Simulated };
        await using var journal = SegmentJournal.Open(FolderDisk.Open(KioskFolders.Journal(configuration)), options, stamp);
        using var view = new EntryView(KioskFolders.View(configuration), journal, loggers.CreateLogger<EntryView>());
        using var sync = link is null
            ? null
            : new SyncWorker(journal, link, new BackOff(configuration.Sync, new Random()), time, loggers.CreateLogger<SyncWorker>());
        var lane = new GateLane(site.Devices, rules, journal, new LaneClocks(site.LaneTime, time), loggers.CreateLogger<GateLane>());

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var beside = new List<Task>();
        try
        {
            await lane.RunAsync(Version, Ready, cancellationToken);
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(beside);
        }

        void Ready()
        {
            words.Ready(configuration.Kiosk, journal.Head, site.Simulated);
            beside.Add(Task.Run(() => view.RunAsync(stop.Token), CancellationToken.None));
            beside.Add(Task.Run(() => site.RunAsync(lane, view, sync, stop.Token), CancellationToken.None));
            if (sync is not null)
            {
                beside.Add(Task.Run(() => sync.RunAsync(stop.Token), CancellationToken.None));
            }
        }
    }

    private static async Task<LaneRules> RulesAsync(KioskConfiguration configuration, GateSite site, CancellationToken cancellationToken)
    {
        var snapshots = new KioskSnapshots(configuration.State);
        var policy = snapshots.Policy.Load();
        if (policy.Faults() is { Count: > 0 } faults)
        {
            throw new SnapshotException($"The policy in {configuration.State} cannot be used: {string.Join(" ", faults)}");
        }

        var access = new AccessControl(snapshots.Roster.Load());
        var commissioning = snapshots.Commissioning.Load();
        var identity = await site.Devices.Thermometer.IdentifyAsync(cancellationToken);
        return new LaneRules(access, policy, commissioning, commissioning.Difference(identity), new LaneTimes());
    }
}
