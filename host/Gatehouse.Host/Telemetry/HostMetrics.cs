using System.Diagnostics.Metrics;

namespace Gatehouse.Host.Telemetry;

/// <summary>What is counted and measured while the host works. No label names a person, a badge or a value.</summary>
internal sealed class HostMetrics : IDisposable
{
    /// <summary>The meter and the source of traces.</summary>
    public const string Name = "Gatehouse.Host";

    private readonly Meter _meter;
    private readonly Counter<long> _received;
    private readonly Counter<long> _refused;
    private readonly Histogram<double> _duration;
    private readonly UpDownCounter<long> _connected;

    public HostMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(Name);
        _received = _meter.CreateCounter<long>("gatehouse.records.received", "{record}", "Records that were new and are stored.");
        _refused = _meter.CreateCounter<long>("gatehouse.batches.refused", "{batch}", "Batches that were refused, by the status that the kiosk was answered.");
        _duration = _meter.CreateHistogram<double>("gatehouse.ingest.duration", "s", "From a batch's first byte to its commit, or its refusal.");
        _connected = _meter.CreateUpDownCounter<long>("gatehouse.kiosks.connected", "{kiosk}", "Kiosks that hold their line for news open to this host.");
    }

    /// <summary>Records were stored.</summary>
    public void Received(int records) => _received.Add(records);

    /// <summary>A batch was refused.</summary>
    public void Refused(int status) => _refused.Add(1, new KeyValuePair<string, object?>("status", status));

    /// <summary>A batch was dealt with.</summary>
    public void Ingested(TimeSpan took) => _duration.Record(took.TotalSeconds);

    /// <summary>A kiosk's line was opened; it ends with what is returned.</summary>
    public IDisposable Connected()
    {
        _connected.Add(1);
        return new Line(_connected);
    }

    /// <summary>A gauge of what another part knows.</summary>
    public void Observe(string name, string unit, string description, Func<IEnumerable<Measurement<long>>> observe) =>
        _meter.CreateObservableGauge(name, observe, unit, description);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private sealed class Line(UpDownCounter<long> connected) : IDisposable
    {
        public void Dispose() => connected.Add(-1);
    }
}
