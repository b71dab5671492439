using Gatehouse.Kiosk.Journal;

namespace Gatehouse.Benchmarks;

/// <summary>A disk whose flush does nothing, so that what is left is the kiosk's own work.</summary>
internal sealed class UnflushedDisk(JournalDisk disk) : JournalDisk
{
    public override string Location => disk.Location;

    public override IReadOnlyList<string> List() => disk.List();

    public override Stream OpenRead(string name) => disk.OpenRead(name);

    public override JournalFile OpenAppend(string name) => new UnflushedFile(disk.OpenAppend(name));

    public override void Delete(string name) => disk.Delete(name);

    public override void Replace(string aside, string name) => disk.Replace(aside, name);

    protected override void Dispose(bool disposing)
    {
        disk.Dispose();
        base.Dispose(disposing);
    }

    private sealed class UnflushedFile(JournalFile file) : JournalFile
    {
        public override long Length => file.Length;

        public override void Append(ReadOnlySpan<byte> bytes) => file.Append(bytes);

        public override void Flush()
        {
        }

        public override void Cut(long length) => file.Cut(length);

        protected override void Dispose(bool disposing)
        {
            file.Dispose();
            base.Dispose(disposing);
        }
    }
}
