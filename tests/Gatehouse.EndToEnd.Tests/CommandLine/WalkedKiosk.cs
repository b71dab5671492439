using Gatehouse.Demo.People;
using Gatehouse.Demo.Services;
using Gatehouse.EndToEnd.Tests.Support;

namespace Gatehouse.EndToEnd.Tests.CommandLine;

/// <summary>A kiosk that let three people come and was then asked to stop.</summary>
public sealed class WalkedKiosk(PreparedKiosk prepared) : IAsyncLifetime
{
    private readonly Scratch _scratch = new();

    public KioskFolder Folder { get; private set; } = null!;

    /// <summary>The exit status after SIGTERM, and what it said.</summary>
    public (int Status, string Trouble) Ended { get; private set; }

    public async ValueTask InitializeAsync()
    {
        Folder = prepared.CopyAloneTo(_scratch.Path("gate"));
        string[] arguments =
        [
            "run", "--config", Folder.Configuration, "--simulate", "--simulator-port", "0",
            "--simulated-people", Folder.People, "--speed", "10", "--json",
        ];
        await using var running = await Service.StartAsync("gate-1", Programs.Kiosk(KioskBuild.Any), arguments, Folder.Log, TimeProvider.System);
        var simulator = new Uri((await running.SaysAsync("simulator", CancellationToken.None)).GetProperty("address").GetString()!);
        using (var client = new SimulatorClient(simulator))
        {
            await client.WalkAsync(new Visit(prepared.People[0].Number, "in", [35.0]));
            await client.WalkAsync(new Visit(prepared.People[1].Number, "in", [39.0]));
            await client.WalkAsync(new Visit(null, "in", [35.0]));
        }

        await running.StopAsync();
        Ended = await running.EndsAsync(CancellationToken.None);
    }

    public ValueTask DisposeAsync()
    {
        _scratch.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>A copy of its journal.</summary>
    public string CopyTo(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(Folder.Journal))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        return folder;
    }
}
