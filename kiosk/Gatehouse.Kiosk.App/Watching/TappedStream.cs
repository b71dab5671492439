namespace Gatehouse.Kiosk.App.Watching;

/// <summary>A device's stream whose bytes are told, too.</summary>
internal sealed class TappedStream(Stream stream, TappedStream.Tap read, TappedStream.Tap written) : Stream
{
    /// <summary>Is told some bytes.</summary>
    internal delegate void Tap(ReadOnlySpan<byte> bytes);

    public override bool CanRead => stream.CanRead;

    public override bool CanSeek => false;

    public override bool CanWrite => stream.CanWrite;

    public override long Length => throw NoFile();

    public override long Position { get => throw NoFile(); set => throw NoFile(); }

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

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A device is read asynchronously.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("A device is written asynchronously.");

    public override void Flush() => stream.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw NoFile();

    public override void SetLength(long value) => throw NoFile();

    protected override void Dispose(bool disposing)
    {
        stream.Dispose();
        base.Dispose(disposing);
    }

    private static NotSupportedException NoFile() => new("A device is no file.");
}
