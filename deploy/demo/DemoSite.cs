using System.Runtime.CompilerServices;
using Gatehouse.Demo.Crowd;
using Gatehouse.Demo.People;
using Gatehouse.Demo.Results;
using Gatehouse.Demo.Services;

namespace Gatehouse.Demo;

/// <summary>The host and the kiosks of one run, in one folder.</summary>
internal sealed class DemoSite : IAsyncDisposable
{
    private static readonly TimeSpan CatchUp = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly TimeProvider _time;
    private readonly string _folder;
    private bool _temporary;
    private readonly List<KioskService> _kiosks = [];

    private DemoSite(string folder, bool temporary, TimeProvider time)
    {
        _folder = folder;
        _temporary = temporary;
        _time = time;
        Host = new HostService(folder, time);
    }

    public HostService Host { get; }

    public IReadOnlyList<KioskService> Kiosks => _kiosks;

    /// <summary>Refuses what cannot be started, before anything is.</summary>
    /// <exception cref="DemoException">The folder is not empty, or there is no such kiosk.</exception>
    public static void Check(DemoOptions options)
    {
        if (options.Data is { Exists: true } data && data.EnumerateFileSystemInfos().Any())
        {
            throw new DemoException($"The folder {data.FullName} is not empty: name another with --data.");
        }

        _ = Kiosk(options);
    }

    /// <summary>Starts everything.</summary>
    public static async Task<DemoSite> StartAsync(DemoOptions options, Visits visits, TimeProvider time, CancellationToken cancellationToken)
    {
        var folder = options.Data?.FullName ?? Directory.CreateTempSubdirectory("gatehouse-demo-").FullName;
        Directory.CreateDirectory(folder);
        var site = new DemoSite(folder, options.Data is null, time);
        try
        {
            await site.Host.StartAsync(cancellationToken);
            await site.Host.ImportAsync(DemoRoster.Sheet(visits.People, visits.IsReplay, time.GetLocalNow()), cancellationToken);
            await site.Host.PutInForceAsync(DemoRoster.Policy(options.Readings ?? visits.Readings, options.Limit), cancellationToken);
            var program = Kiosk(options);
            for (var i = 1; i <= options.Kiosks; i++)
            {
                var kiosk = new KioskFolder($"gate-{i}", Path.Combine(folder, $"gate-{i}"));
                await kiosk.PrepareAsync(visits.People, installed: null, program, time, cancellationToken);
                // It joins by it at its first start, as from a USB stick.
                await site.Host.InviteAsync(kiosk.Name, kiosk.Root, cancellationToken);
                site._kiosks.Add(await KioskService.StartAsync(kiosk.Name, kiosk, program, options.Speed, time, cancellationToken));
            }

            return site;
        }
        catch (DemoException e)
        {
            site._temporary = false;
            await site.DisposeAsync();
            throw new DemoException($"{e.Message} All that its processes wrote is kept in {folder}.");
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts again what was killed, as a service manager would, and says so; whatever ended by itself has a reason.</summary>
    /// <exception cref="DemoException">Something ended by itself, or does not start again.</exception>
    public async IAsyncEnumerable<string> ReviveAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Host.Ended is { } hostEnded)
        {
            yield return await ReviveAsync("The host", hostEnded, Host.WasKilled, () => Host.StartAsync(cancellationToken));
        }

        foreach (var kiosk in _kiosks)
        {
            if (kiosk.Ended is { } ended)
            {
                yield return await ReviveAsync(kiosk.Name, ended, kiosk.WasKilled, () => kiosk.StartAsync(cancellationToken));
            }
        }
    }

    private static async Task<string> ReviveAsync(string name, string ended, bool killed, Func<Task> start)
    {
        if (!killed)
        {
            throw new DemoException($"{name} {ended.TrimEnd('.')}. With --data DIR all that its processes wrote is kept.");
        }

        await start();
        return $"{name} {ended} and was started again.";
    }

    /// <summary>Waits, up to half a minute, until every lane is at rest and the host holds all of it, and adds everything up.</summary>
    public async Task<DemoResult> ResultAsync(Visits visits)
    {
        var since = _time.GetTimestamp();
        // Twice in a row: whoever leaves is let out first and recorded a moment later.
        for (var rests = 0; Host.IsRunning && _time.GetElapsedTime(since) < CatchUp;)
        {
            rests = await IsForwardedAsync() ? rests + 1 : 0;
            if (rests == 2)
            {
                break;
            }

            await Task.Delay(Look, _time, CancellationToken.None);
        }

        while (true)
        {
            // The journals first: what is recorded meanwhile makes the host's count the greater, and both are taken anew.
            var totals = new JournalTotals();
            foreach (var kiosk in _kiosks)
            {
                totals.Add(kiosk.Journal);
            }

            var summary = Host.IsRunning ? await Host.SummaryAsync(verify: true, CancellationToken.None) : null;
            if (summary is null || summary.Records == totals.Records || _time.GetElapsedTime(since) >= CatchUp)
            {
                return totals.Result(summary, visits);
            }

            await Task.Delay(Look, _time, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_kiosks.Select(kiosk => kiosk.DisposeAsync().AsTask()));
        await Host.DisposeAsync();
        if (_temporary)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private async Task<bool> IsForwardedAsync()
    {
        var gates = await Task.WhenAll(_kiosks.Select(kiosk => kiosk.StateAsync(CancellationToken.None)));
        return gates.All(gate => gate is null or { State: "ready", Open: 0, IsForwarded: true });
    }

    private static ProgramFile Kiosk(DemoOptions options) =>
        options.Kiosk is { } file ? ProgramFile.Native(file) : ProgramFile.Built("Gatehouse.Kiosk.App", "gatehouse-kiosk");
}
