using Gatehouse.Demo.People;
using Gatehouse.Demo.Results;
using Gatehouse.Demo.Services;

namespace Gatehouse.Benchmarks;

/// <summary>
/// How long after <c>badge lost</c> said that it is done a thousand kiosks, which follow a host in a process of its own over
/// TLS, have been told, and what that host needs for them. What a kiosk then does with it, on processors and a disk of its
/// own, is measured apart.
/// </summary>
internal static class RevokeBenchmark
{
    private const int Kiosks = 1000;
    private const int DryKiosks = 8;
    private const int Staff = 258;
    private const int Times = 5;
    private const double MostSeconds = 1;
    private const double MostMegabytes = 600;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        var root = BenchOptions.RealFolder("revoke");
        using var patience = new CancellationTokenSource(Patience, options.Time);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        await using var host = new HostService(root.FullName, options.Time);
        await host.StartAsync(enough.Token);
        var people = MadeUpPeople.Make(Staff, new Random(1));
        var sheet = Path.Combine(root.FullName, "people.csv");
        await File.WriteAllLinesAsync(sheet, ["number,name,group,badges", .. people.Select(p => $"{p.Number},{p.Name},{p.Group},{p.Badge}")], enough.Token);
        await host.CommandAsync(["people", "import", sheet], enough.Token);

        var gates = new FollowingGate[options.Dry ? DryKiosks : Kiosks];
        for (var i = 0; i < gates.Length; i++)
        {
            gates[i] = await FollowingGate.JoinAsync(host, $"gate-{i}", root, options.Time, enough.Token);
        }

        try
        {
            await Task.WhenAll(gates.Select(gate => gate.Knows));
            var waits = new List<double>();
            foreach (var person in people.Take(options.Dry ? 1 : Times))
            {
                var told = gates.Select(gate => gate.LosesAsync(person.Badge)).ToList();
                await host.CommandAsync(["badge", "lost", person.Badge], enough.Token);
                var done = options.Time.GetTimestamp();
                waits.AddRange((await Task.WhenAll(told).WaitAsync(enough.Token)).Select(at => Math.Max(0, options.Time.GetElapsedTime(done, at).TotalSeconds)));
            }

            return
            [
                new Figure($"revoke: p99 of {gates.Length} kiosks", Percentile.Of(waits, 0.99)!.Value, "s", null, options.Bound(MostSeconds)),
                new Figure("revoke: slowest", waits.Max(), "s", null, null),
                new Figure("revoke: memory of the host", MemoryBenchmark.Resident(host.ProcessId), "MB", null, options.Bound(MostMegabytes)),
            ];
        }
        finally
        {
            foreach (var gate in gates)
            {
                await gate.DisposeAsync();
            }

            await host.StopAsync();
            root.Delete(recursive: true);
        }
    }
}
