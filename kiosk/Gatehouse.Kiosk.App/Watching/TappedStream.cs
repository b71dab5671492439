using Gatehouse.Hardware.Serial;

namespace Gatehouse.Kiosk.App.Watching;

/// <summary>A device's stream whose bytes are told, too.</summary>
internal sealed class TappedStream(Stream stream, TappedStream.Tap read, TappedStream.Tap written) : DeviceStream
{
    /// <summary>Is told some bytes.</summary>
    internal delegate void Tap(ReadOnlySpan<byte> bytes);

    public override bool CanWrite => stream.CanWrite;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await stream.ReadAsync(buffer, cancellationToken);
        read(buffer.Span[..count]);
        return count;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        written(buffer.Span);
        return stream.WriteAsync(buffer, cancellationToken);
    }

    public override void Flush() => stream.Flush();

    protected override void Dispose(bool disposing)
    {
        stream.Dispose();
        base.Dispose(disposing);
    }
}
