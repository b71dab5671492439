using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;

namespace Gatehouse.Fleet.Gate;

/// <summary>A disk that knows by itself, and not by the journal's word, which records are durable.</summary>
/// <param name="disk">The disk.</param>
/// <param name="durable">Told each record once its line is flushed, on the journal's thread.</param>
internal sealed class WatchedDisk(JournalDisk disk, Action<JournalRecord> durable) : JournalDisk
{
    public override string Location => disk.Location;

    public override IReadOnlyList<string> List() => disk.List();

    public override Stream OpenRead(string name) => disk.OpenRead(name);

    public override JournalFile OpenAppend(string name) => new WatchedFile(disk.OpenAppend(name), durable);

    public override void Delete(string name) => disk.Delete(name);

    public override void Replace(string aside, string name) => disk.Replace(aside, name);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            disk.Dispose();
        }

        base.Dispose(disposing);
    }

    private sealed class WatchedFile(JournalFile file, Action<JournalRecord> durable) : JournalFile
    {
        private readonly List<byte> _unflushed = [];

        public override long Length => file.Length;

        public override void Append(ReadOnlySpan<byte> bytes)
        {
            file.Append(bytes);
            _unflushed.AddRange(bytes);
        }

        public override void Flush()
        {
            file.Flush();
            var bytes = _unflushed.ToArray();
            _unflushed.Clear();
            var from = 0;
            for (var end = Array.IndexOf(bytes, (byte)'\n'); end >= 0; end = Array.IndexOf(bytes, (byte)'\n', from))
            {
                if (!JournalLine.IsPersonal(bytes.AsSpan(from, end - from)))
                {
                    durable(JournalLine.ReadRecord(bytes.AsMemory(from, end - from)));
                }

                from = end + 1;
            }
        }

        public override void Cut(long length)
        {
            _unflushed.Clear();
            file.Cut(length);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                file.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
