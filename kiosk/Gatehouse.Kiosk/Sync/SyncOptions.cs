namespace Gatehouse.Kiosk.Sync;

/// <summary>How records are forwarded.</summary>
public sealed record SyncOptions
{
    /// <summary>The first back-off is chosen between nothing and this.</summary>
    public TimeSpan BackOffBase { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>No back-off is longer than this.</summary>
    public TimeSpan BackOffCap { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>One request may take this long.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
