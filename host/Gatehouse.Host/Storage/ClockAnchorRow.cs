namespace Gatehouse.Host.Storage;

/// <summary>
/// A moment at which a kiosk's wall clock was in step: what else happened in the same boot is told from it by the
/// monotonic clock. One for each ten minutes of a boot is kept.
/// </summary>
internal sealed class ClockAnchorRow
{
    public int SiteId { get; set; }

    public long KioskId { get; set; }

    /// <summary>The boot's GUID in 32 digits.</summary>
    public required string Boot { get; set; }

    /// <summary>Which ten minutes since the boot.</summary>
    public long Slot { get; set; }

    /// <summary>Ticks since the boot.</summary>
    public long Mono { get; set; }

    public DateTimeOffset At { get; set; }
}
