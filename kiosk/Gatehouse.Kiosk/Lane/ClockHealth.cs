namespace Gatehouse.Kiosk.Lane;

/// <summary>Tells when the wall clock cannot be trusted, and when it can again.</summary>
internal sealed class ClockHealth(LaneClocks clocks, DeviceHealth health)
{
    /// <summary>The device's name in faults.</summary>
    public const string Device = "clock";

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(1);

    /// <summary>Looks now.</summary>
    public void Look()
    {
        if (clocks.IsTrusted())
        {
            health.Works(Device);
        }
        else
        {
            health.Failed(Device, "untrusted", "Nothing keeps this kiosk's clock, so that dates and schedules are held against nobody: connect it to the network's time.");
        }
    }

    /// <summary>Looks every minute until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(BetweenLooks, clocks.Real, cancellationToken);
            Look();
        }
    }
}
