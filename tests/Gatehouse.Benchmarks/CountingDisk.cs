using Gatehouse.Kiosk.Journal;

namespace Gatehouse.Benchmarks;

/// <summary>A disk that notes how long the bytes of the last flush were, so that the baseline can write as many.</summary>
internal sealed class CountingDisk(JournalDisk disk) : JournalDisk
{
    private long _written;

    /// <summary>Bytes appended so far.</summary>
    public long Written => Volatile.Read(ref _written);

    public override string Location => disk.Location;

    public override IReadOnlyList<string> List() => disk.List();

    public override Stream OpenRead(string name) => disk.OpenRead(name);

    public override JournalFile OpenAppend(string name) => new CountingFile(this, disk.OpenAppend(name));

    public override void Delete(string name) => disk.Delete(name);

    protected override void Dispose(bool disposing)
    {
        disk.Dispose();
        base.Dispose(disposing);
    }

    private sealed class CountingFile(CountingDisk owner, JournalFile file) : JournalFile
    {
        public override long Length => file.Length;

        public override void Append(ReadOnlySpan<byte> bytes)
        {
            file.Append(bytes);
            Interlocked.Add(ref owner._written, bytes.Length);
        }

        public override void Flush() => file.Flush();

        public override void Cut(long length) => file.Cut(length);

        protected override void Dispose(bool disposing)
        {
            file.Dispose();
            base.Dispose(disposing);
        }
    }
}
