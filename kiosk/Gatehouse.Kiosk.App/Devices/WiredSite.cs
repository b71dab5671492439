using Gatehouse.Hardware.Gpio;
using Gatehouse.Kiosk.Configuration;
using Gatehouse.Kiosk.Lane;
using Gatehouse.Kiosk.Sync;
using Gatehouse.Kiosk.View;

namespace Gatehouse.Kiosk.App.Devices;

/// <summary>The real devices of a gate.</summary>
internal sealed class WiredSite : GateSite
{
    private readonly KernelBuses _buses;
    private readonly GateDevices _drivers;

    /// <summary>Opens what the configuration names.</summary>
    public WiredSite(WiringPlan plan, TimeProvider time)
    {
        LaneTime = time;
        _buses = new KernelBuses(plan, time);
        _drivers = new GateDevices(_buses);
        try
        {
            Devices = _drivers.Open(plan);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public override LaneDevices Devices { get; }

    public override TimeProvider LaneTime { get; }

    public override IEnumerable<string> Notices => KeptOutputs.OnThisMachine()
        ? [$"The kernel leaves outputs as they are when their program is killed, an energised relay among them: {KeptOutputs.Remedy}."]
        : [];

    public override TimeSpan UnderPower => _buses.UnderPower;

    public override bool Simulated => false;

    public override Task RunAsync(GateLane lane, EntryView view, SyncWorker? sync, Action ready, CancellationToken cancellationToken)
    {
        ready();
        return _buses.WatchAsync(cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        _drivers.Dispose();
        _buses.Dispose();
        base.Dispose(disposing);
    }
}
