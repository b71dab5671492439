using Gatehouse.Demo.Services;

namespace Gatehouse.EndToEnd.Tests.Support;

/// <summary>A kiosk on simulated devices, without a host.</summary>
public sealed class SimulatedGate(PreparedKiosk prepared) : IAsyncLifetime
{
    private readonly Scratch _scratch = new();
    private KioskService _kiosk = null!;

    public SimulatorClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var folder = prepared.CopyAloneTo(_scratch.Path("gate"));
        _kiosk = await KioskService.StartAsync(
            "gate-1", folder, Programs.Kiosk(KioskBuild.Any), 10, TimeProvider.System, CancellationToken.None);
        Client = new SimulatorClient(_kiosk.Simulator);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _kiosk.DisposeAsync();
        _scratch.Dispose();
    }
}
