using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.Lane;
using Gatehouse.Kiosk.Sync;
using Gatehouse.Kiosk.View;

namespace Gatehouse.Kiosk.App.Devices;

/// <summary>The devices of one gate, wired or simulated, and the time they live in.</summary>
internal abstract class GateSite : IDisposable
{
    /// <summary>The devices.</summary>
    public abstract LaneDevices Devices { get; }

    /// <summary>The lane's time.</summary>
    public abstract TimeProvider LaneTime { get; }

    /// <summary>True when any device is simulated.</summary>
    public abstract bool Simulated { get; }

    /// <summary>What belongs to the site and runs beside the lane, once it is ready; calls back when the site is ready too.</summary>
    public virtual Task RunAsync(GateLane lane, EntryView view, SyncWorker? sync, Action ready, CancellationToken cancellationToken)
    {
        ready();
        return Task.CompletedTask;
    }

    /// <summary>What is unsafe about this machine, a sentence each; for the program's log.</summary>
    public virtual IEnumerable<string> Notices => [];

    /// <summary>For how long the devices have been under power.</summary>
    public abstract TimeSpan UnderPower { get; }

    /// <summary>Brings the reference before the thermometer to a temperature: a person's work at a real gate.</summary>
    public virtual Task SetReferenceAsync(Celsius celsius, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }
}
