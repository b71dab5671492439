namespace Gatehouse.Hardware.Serial;

/// <summary>The bytes of an open device, which come in their order and without an end: read and written asynchronously, and no file.</summary>
public abstract class DeviceStream : Stream
{
    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public sealed override bool CanSeek => false;

    /// <inheritdoc/>
    public sealed override long Length => throw NoFile();

    /// <inheritdoc/>
    public sealed override long Position { get => throw NoFile(); set => throw NoFile(); }

    /// <inheritdoc/>
    public abstract override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default);

    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("The device is only read.");

    /// <inheritdoc/>
    public sealed override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public sealed override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public sealed override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A device is read asynchronously.");

    /// <inheritdoc/>
    public sealed override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("A device is written asynchronously.");

    /// <inheritdoc/>
    public sealed override long Seek(long offset, SeekOrigin origin) => throw NoFile();

    /// <inheritdoc/>
    public sealed override void SetLength(long value) => throw NoFile();

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    private static NotSupportedException NoFile() => new("A device is no file: its bytes come in their order.");
}
