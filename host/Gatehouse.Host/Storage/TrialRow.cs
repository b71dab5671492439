namespace Gatehouse.Host.Storage;

/// <summary>One gate's answer to what a policy would have changed.</summary>
internal sealed class TrialRow
{
    public int SiteId { get; set; }

    /// <summary>The command by which the gate was asked.</summary>
    public required string Command { get; set; }

    public long KioskId { get; set; }

    public long Policy { get; set; }

    public DateTimeOffset Since { get; set; }

    /// <summary>The <see cref="Contract.PolicyTried"/> of the gate's record as JSON; null while it has not come.</summary>
    public string? Result { get; set; }
}
