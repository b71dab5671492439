using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Kiosk.Tests.Lane;

/// <summary>A time whose wall clock can be set; the fake's own would take the monotonic one along.</summary>
internal sealed class SteppedTime : FakeTimeProvider
{
    /// <summary>By how much the wall clock was set.</summary>
    public TimeSpan Step { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Step;

    public override long GetTimestamp() => base.GetUtcNow().Ticks;
}
