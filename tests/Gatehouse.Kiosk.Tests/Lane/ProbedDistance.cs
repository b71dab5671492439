using Gatehouse.Hardware.Gate;

namespace Gatehouse.Kiosk.Tests.Lane;

/// <summary>A distance sensor whose answers a test sees, and may spoil, before the lane does.</summary>
internal sealed class ProbedDistance(DistanceSensor sensor) : DistanceSensor
{
    public Func<double?, ValueTask<double?>>? OnMeasure { get; set; }

    public override async ValueTask<double?> MeasureAsync(CancellationToken cancellationToken)
    {
        var distance = await sensor.MeasureAsync(cancellationToken);
        return OnMeasure is { } probe ? await probe(distance) : distance;
    }
}
