using Gatehouse.Kiosk.Journal;

namespace Gatehouse.Kiosk.Tests.Journal;

/// <summary>Another disk, of which it counts the bytes that are read.</summary>
internal sealed class ReadingDisk(JournalDisk disk) : JournalDisk
{
    private long _read;

    public long Read => Interlocked.Read(ref _read);

    public override string Location => disk.Location;

    public override IReadOnlyList<string> List() => disk.List();

    public override Stream OpenRead(string name) => new Counted(this, disk.OpenRead(name));

    public override JournalFile OpenAppend(string name) => disk.OpenAppend(name);

    public override void Delete(string name) => disk.Delete(name);

    public override void Replace(string aside, string name) => disk.Replace(aside, name);

    private sealed class Counted(ReadingDisk counter, Stream stream) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => stream.CanSeek;

        public override bool CanWrite => false;

        public override long Length => stream.Length;

        public override long Position
        {
            get => stream.Position;
            set => stream.Position = value;
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = stream.Read(buffer, offset, count);
            Interlocked.Add(ref counter._read, read);
            return read;
        }

        public override long Seek(long offset, SeekOrigin origin) => stream.Seek(offset, origin);

        public override void Flush() => stream.Flush();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            stream.Dispose();
            base.Dispose(disposing);
        }
    }
}
