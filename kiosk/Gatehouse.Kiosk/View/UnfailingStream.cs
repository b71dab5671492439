namespace Gatehouse.Kiosk.View;

/// <summary>
/// A file whose writing never fails before LiteDB, whose writer, when it does, waits for its own end for ever. What failed is
/// told afterwards, and nothing that was read since is of use.
/// </summary>
internal sealed class UnfailingStream(Stream file) : Stream
{
    private volatile Exception? _trouble;

    /// <summary>What failed first; null when nothing did.</summary>
    public Exception? Trouble => _trouble;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Length => file.Length;

    public override long Position
    {
        get => file.Position;
        set => file.Position = value;
    }

    public override int Read(byte[] buffer, int offset, int count) => file.Read(buffer, offset, count);

    public override int Read(Span<byte> buffer) => file.Read(buffer);

    public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

    public override void Write(byte[] buffer, int offset, int count) => Try(() => file.Write(buffer, offset, count));

    public override void SetLength(long value) => Try(() => file.SetLength(value));

    /// <summary>Nothing: the log is durable once it is closed.</summary>
    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Try(Action change)
    {
        try
        {
            change();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _trouble ??= e;
        }
    }
}
