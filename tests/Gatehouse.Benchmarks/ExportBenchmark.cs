using Gatehouse.Demo;
using Gatehouse.Demo.Services;
using Npgsql;

namespace Gatehouse.Benchmarks;

/// <summary>
/// How long an export of a million entries with names takes in each form, from asking for it by the API to the last byte of its
/// file, at a host in a process of its own, and by how much the most memory that the host has meanwhile exceeds what it has when it
/// does nothing; on SQLite and on PostgreSQL.
/// </summary>
internal static class ExportBenchmark
{
    // In each of twelve months as many.
    private const long Entries = 1_000_008;
    private const long DryEntries = 2400;
    private const int People = 5000;
    private const double MostSeconds = 15;
    private const double MostMegabytes = 200;

    private static readonly string[] Formats = ["csv", "jsonl", "xlsx"];
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, options.Time);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var entries = options.Dry ? DryEntries : Entries;
        return
        [
            .. await OnAsync("SQLite", null, host => new MadeUpFile(Path.Combine(host.Data, "gatehouse.db"), options.Time.GetUtcNow()).FillAsync(entries, enough.Token), options, enough.Token),
            .. await PostgresAsync(entries, options, enough.Token),
        ];
    }

    private static async Task<IReadOnlyList<Figure>> PostgresAsync(long entries, BenchOptions options, CancellationToken cancellationToken)
    {
        var cluster = BenchOptions.Cluster("");
        cluster.Execute("CREATE DATABASE bench");
        var database = cluster.Connection("bench");
        var year = new MadeUpYear(database, options.Time.GetUtcNow(), entries, People, MadeUpYear.Months);
        try
        {
            return await OnAsync("PostgreSQL", database, _ => year.FillAsync(cancellationToken), options, cancellationToken);
        }
        finally
        {
            NpgsqlConnection.ClearAllPools();
        }
    }

    private static async Task<IReadOnlyList<Figure>> OnAsync(string engine, string? database, Func<HostService, Task> fillAsync, BenchOptions options, CancellationToken cancellationToken)
    {
        var root = BenchOptions.RealFolder("export");
        await using var host = new HostService(root.FullName, options.Time, database);
        await host.StartAsync(cancellationToken);
        await fillAsync(host);
        var figures = new List<Figure>();
        foreach (var format in Formats)
        {
            // Each form finds a host that has just begun, which has the memory of no other.
            await host.StartAsync(cancellationToken);
            await host.GetAsync("/api/v1/entries", cancellationToken);
            var idle = MemoryBenchmark.Resident(host.ProcessId);
            var began = options.Time.GetTimestamp();
            var (rows, bytes) = await ExportAsync(host, format, options.Time, cancellationToken);
            var took = options.Time.GetElapsedTime(began);
            figures.Add(new Figure($"export: {format} on {engine}", took.TotalSeconds, "s", null, options.Bound(MostSeconds)));
            var most = MemoryBenchmark.MostResident(host.ProcessId);
            figures.Add(new Figure($"export: {format} on {engine}, memory", most - idle, "MB", null, options.Bound(MostMegabytes)));
            figures.Add(new Figure($"export: {format} on {engine}, host", most, "MB", idle, null));
            figures.Add(new Figure($"export: {format} on {engine}, file", bytes / 1e6, "MB", null, null));
            figures.Add(new Figure($"export: {format} on {engine}, rows missing", Math.Abs((options.Dry ? DryEntries : Entries) - rows), "", null, 0));
        }

        await host.StopAsync();
        root.Delete(recursive: true);
        return figures;
    }

    private static async Task<(long Rows, long Bytes)> ExportAsync(HostService host, string format, TimeProvider time, CancellationToken cancellationToken)
    {
        var asked = await host.PostAsync("/api/v1/exports", new { format }, cancellationToken);
        var address = $"/api/v1/exports/{asked.GetProperty("id").GetString()}";
        using var timer = new PeriodicTimer(Look, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            var export = await host.GetAsync(address, cancellationToken);
            switch (export.GetProperty("state").GetString())
            {
                case "failed":
                    throw new DemoException($"The export as {format} could not be made: see {host.Data}.");
                case "done":
                    return (export.GetProperty("rows").GetInt64(), await host.ReadToEndAsync(address + "/file", cancellationToken));
            }
        }

        throw new OperationCanceledException(cancellationToken);
    }
}
