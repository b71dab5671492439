using Gatehouse.Host.Entries;
using Gatehouse.Host.Storage;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Exports;

/// <summary>Makes the exports that wait, one after the other, aside in a file that only this host reads.</summary>
internal sealed partial class ExportWorker(ExportBook book, IDbContextFactory<GatehouseContext> contexts, DataFolder folder, TimeProvider time, ILogger<ExportWorker> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Tell = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var fails = false;
        while (true)
        {
            try
            {
                while (await book.ClaimAsync(stoppingToken) is { } export)
                {
                    await MakeAsync(export, stoppingToken);
                }

                await book.ForgetAsync(stoppingToken);
                fails = false;
            }
#pragma warning disable CA1031 // A database that is busy or away for a moment: the next look tries again.
            catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
            {
                if (!fails)
                {
                    Log.NotLooked(log, e);
                }

                fails = true;
            }

            await book.WaitAsync(Look, stoppingToken);
        }
    }

    private async Task MakeAsync(ExportRow export, CancellationToken stopping)
    {
        using var unwanted = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        long rows = 0;
        await using var ticker = time.CreateTimer(_ => _ = TellAsync(), null, Tell, Tell);
        try
        {
            var query = QueryHelpers.ParseQuery(export.Query);
            var (filter, _) = EntryFilter.Read(key => query.TryGetValue(key, out var value) ? value.ToString() : null, time.LocalTimeZone);
            await using var file = folder.Aside();
            await using var context = await contexts.CreateDbContextAsync(unwanted.Token);
            await using var snapshot = await context.BeginSnapshotAsync(unwanted.Token);
            var job = new ExportJob(filter!, export.Verify, time.GetUtcNow(), time.LocalTimeZone);
            var made = await EntryExport.WriteAsync(file, context, export.Format, job, new Counter(count => Interlocked.Exchange(ref rows, count)), unwanted.Token);
            file.Position = 0;
            await book.KeepAsync(export.Id, file, made, unwanted.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            // Somebody took it back.
        }
#pragma warning disable CA1031 // One export that cannot be made must not keep the others from being made.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            Log.Failed(log, export.Id, e);
            await book.FailAsync(export.Id, stopping);
        }

        async Task TellAsync()
        {
            if (!await book.TellAsync(export.Id, Interlocked.Read(ref rows), stopping))
            {
                await unwanted.CancelAsync();
            }
        }
    }

    private sealed class Counter(Action<long> count) : IProgress<long>
    {
        public void Report(long value) => count(value);
    }

    private static partial class Log
    {
        [LoggerMessage(2, LogLevel.Error, "Exports that wait could not be looked up; it is tried again every second.")]
        public static partial void NotLooked(ILogger logger, Exception exception);

        [LoggerMessage(1, LogLevel.Error, "The export {Export} could not be made.")]
        public static partial void Failed(ILogger logger, string export, Exception exception);
    }
}
