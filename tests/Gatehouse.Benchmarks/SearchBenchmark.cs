using Gatehouse.Demo;
using Gatehouse.Demo.Results;
using Gatehouse.Demo.Services;
using Npgsql;

namespace Gatehouse.Benchmarks;

/// <summary>
/// How long a page of entries takes by each way of asking, from a program's request to its last byte, at a host in a process of
/// its own, on a PostgreSQL with ten million entries of a year. Each request asks for something else, by chance from a seed.
/// </summary>
internal static class SearchBenchmark
{
    private const long Entries = 10_000_000;
    private const long DryEntries = 24_000;
    private const int People = 5000;

    // So few that each has passed each gate.
    private const int DryPeople = 50;
    private const int Named = 3;
    private const int Rounds = 100;
    private const int DryRounds = 2;
    private const double MostMilliseconds = 100;

    // More memory for making the data, and none of it kept from a power cut; what is asked finds the server as it comes.
    private const string Settings = "-c max_wal_size=8GB -c checkpoint_timeout=1h -c maintenance_work_mem=512MB -c wal_level=minimal -c max_wal_senders=0";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(45);

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, options.Time);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var cluster = BenchOptions.Cluster(Settings);
        cluster.Execute("CREATE DATABASE bench");
        var database = cluster.Connection("bench");
        var root = BenchOptions.RealFolder("search");
        await using var host = new HostService(root.FullName, options.Time, database);
        await host.StartAsync(enough.Token);
        var began = options.Time.GetTimestamp();
        var year = new MadeUpYear(database, options.Time.GetUtcNow(), options.Dry ? DryEntries : Entries, options.Dry ? DryPeople : People, Named);
        await year.FillAsync(enough.Token);
        var made = options.Time.GetElapsedTime(began);
        var figures = new List<Figure> { new($"search: {year.Entries} entries made", made.TotalSeconds, "s", null, null) };
        var random = new Random(1);
        foreach (var (name, ask) in year.Questions)
        {
            var waits = new List<double>();
            // The first of a kind compiles it at the host.
            for (var round = -1; round < (options.Dry ? DryRounds : Rounds); round++)
            {
                var address = ask(random);
                began = options.Time.GetTimestamp();
                var answer = await host.ReadAsync(address, enough.Token);
                if (answer.Contains("\"entries\":[]", StringComparison.Ordinal))
                {
                    throw new DemoException($"{address} found nothing.");
                }

                if (round >= 0)
                {
                    waits.Add(options.Time.GetElapsedTime(began).TotalMilliseconds);
                }
            }

            figures.Add(new Figure($"search: {name}, p95", Percentile.Of(waits, 0.95)!.Value, "ms", null, options.Bound(MostMilliseconds)));
        }

        await host.StopAsync();
        NpgsqlConnection.ClearAllPools();
        root.Delete(recursive: true);
        return figures;
    }
}
