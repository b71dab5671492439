using Gatehouse.Demo;
using Gatehouse.Demo.Services;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Gatehouse.Benchmarks;

/// <summary>
/// How long records of some kiosks take to be held by a host in a process of its own: over mutual TLS, unpacked, each line,
/// hash and link verified, stored exactly once with personal values and entries, committed to a real disk. The baseline puts the
/// same rows into the same tables with nothing around it, in as many transactions and as many at once, in turns; a second one
/// only the records.
/// </summary>
internal static class IngestBenchmark
{
    private const int Kiosks = 4;
    private const int Batches = 10;
    private const int DryBatches = 2;
    private const int WarmRounds = 4;
    private const int Rounds = 9;
    private const double OfCopy = 0.4;
    private const double OfPrepared = 0.5;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static async Task<IReadOnlyList<Figure>> PostgresAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        var cluster = BenchOptions.Cluster("");
        cluster.Execute("CREATE DATABASE bench");
        var database = cluster.Connection("bench");
        try
        {
            return await RunAsync("ingest-postgres", database, OpenAsync, OfCopy, options, cancellationToken);
        }
        finally
        {
            NpgsqlConnection.ClearAllPools();
        }

        async Task<BareStore> OpenAsync(string _)
        {
            var connection = new NpgsqlConnection(database);
            await connection.OpenAsync(cancellationToken);
            return new BareCopy(connection);
        }
    }

    public static Task<IReadOnlyList<Figure>> SqliteAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        return RunAsync("ingest-sqlite", null, OpenAsync, OfPrepared, options, cancellationToken);

        async Task<BareStore> OpenAsync(string data)
        {
            var connection = new SqliteConnection($"Data Source={Path.Combine(data, "gatehouse.db")};Pooling=False;Default Timeout=60");
            await connection.OpenAsync(cancellationToken);
            await using var pragmas = connection.CreateCommand();
            // As the host has it.
            pragmas.CommandText = "PRAGMA cache_size=-16384; PRAGMA wal_autocheckpoint=16384";
            await pragmas.ExecuteNonQueryAsync(cancellationToken);
            return new BareBatches(connection);
        }
    }

    private static async Task<IReadOnlyList<Figure>> RunAsync(
        string name, string? database, Func<string, Task<BareStore>> open, double share, BenchOptions options, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, options.Time);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var root = BenchOptions.RealFolder(name);
        await using var host = new HostService(root.FullName, options.Time, database);
        await host.StartAsync(enough.Token);
        var (batches, rounds, warm) = options.Dry ? (DryBatches, 1, 0) : (Batches, Rounds, WarmRounds);
        var gates = new SendingGate[options.Dry ? 2 : Kiosks];
        var bare = new BareStore[gates.Length];
        for (var i = 0; i < gates.Length; i++)
        {
            var credential = await FollowingGate.CredentialAsync(host, $"gate-{i}", root, options.Time, enough.Token);
            gates[i] = await SendingGate.PrepareAsync(credential, root, batches * (rounds + warm), options.Time, enough.Token);
            bare[i] = await open(host.Data);
        }

        var (taken, stored, recorded, records) = (new List<double>(), new List<double>(), new List<double>(), 0L);
        for (var round = 0; round < rounds + warm; round++)
        {
            var began = options.Time.GetTimestamp();
            records += (await Task.WhenAll(gates.Select(gate => gate.SendAsync(batches, enough.Token)))).Sum();
            var took = options.Time.GetElapsedTime(began).TotalSeconds;
            var whole = await BareAsync(gates, bare, (round * batches, batches), only: null, options.Time, enough.Token);
            var part = await BareAsync(gates, bare, (round * batches, batches), only: "record", options.Time, enough.Token);
            if (round >= warm)
            {
                taken.Add(took);
                stored.Add(whole);
                recorded.Add(part);
            }
        }

        foreach (var store in bare)
        {
            await store.DisposeAsync();
        }

        var held = await host.SummaryAsync(verify: false, enough.Token) ?? throw new DemoException("The host does not answer.");
        await host.StopAsync();
        root.Delete(recursive: true);
        foreach (var gate in gates)
        {
            gate.Dispose();
        }

        var each = records / (rounds + warm);
        var (middle, baseline) = (AppendBenchmark.Middle(taken), AppendBenchmark.Middle(stored));
        return
        [
            new Figure($"{name}: {each} records", middle, "s", baseline, options.Bound(baseline / share)),
            new Figure($"{name}: beside the records alone", middle, "s", AppendBenchmark.Middle(recorded), null),
            new Figure($"{name}: records a second", each / middle, "", each / baseline, null),
            new Figure($"{name}: records not at the host", Math.Abs(records - held.Records) + held.Gaps, "", null, 0),
        ];
    }

    /// <summary>How long the same rows take alone.</summary>
    private static async Task<double> BareAsync(
        SendingGate[] gates, BareStore[] bare, (int From, int Batches) of, string? only, TimeProvider time, CancellationToken cancellationToken)
    {
        var rows = new List<List<IReadOnlyList<StoredRows>>>();
        for (var i = 0; i < gates.Length; i++)
        {
            var own = new List<IReadOnlyList<StoredRows>>();
            foreach (var batch in gates[i].Batches.Skip(of.From).Take(of.Batches))
            {
                own.Add(await bare[i].ReadAsync(gates[i].Kiosk, batch, only, cancellationToken));
            }

            rows.Add(own);
        }

        var began = time.GetTimestamp();
        await Task.WhenAll(bare.Select((store, i) => Task.Run(() => StoreAsync(store, rows[i], cancellationToken), cancellationToken)));
        return time.GetElapsedTime(began).TotalSeconds;
    }

    private static async Task StoreAsync(BareStore store, List<IReadOnlyList<StoredRows>> batches, CancellationToken cancellationToken)
    {
        foreach (var batch in batches)
        {
            await store.StoreAsync(batch, cancellationToken);
        }
    }
}
