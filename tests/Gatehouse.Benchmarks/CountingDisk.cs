using Gatehouse.Kiosk.Journal;

namespace Gatehouse.Benchmarks;

/// <summary>A disk that notes how long appends are, so that the baseline can write as many.</summary>
internal sealed class CountingDisk(JournalDisk disk) : JournalDisk
{
    private int _largest;

    /// <summary>The longest append since the last time this was asked.</summary>
    public int TakeLargest() => Interlocked.Exchange(ref _largest, 0);

    public override string Location => disk.Location;

    public override IReadOnlyList<string> List() => disk.List();

    public override Stream OpenRead(string name) => disk.OpenRead(name);

    public override JournalFile OpenAppend(string name) => new CountingFile(this, disk.OpenAppend(name));

    public override void Delete(string name) => disk.Delete(name);

    public override void Replace(string aside, string name) => disk.Replace(aside, name);

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
            owner._largest = Math.Max(owner._largest, bytes.Length);
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
