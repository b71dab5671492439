namespace Gatehouse.Kiosk.Tests.Journal;

/// <summary>
/// One file of a <see cref="MemoryDisk"/>: what a process sees and, byte by byte, what the medium holds. Bytes whose
/// flush failed count as clean afterwards, as Linux has it: no later flush brings them onto the medium.
/// </summary>
internal sealed class MemoryFileContent
{
    private readonly List<byte> _seen = [];
    private readonly List<bool> _dropped = [];
    private byte[] _durable = [];

    public MemoryFileContent(byte[] content, bool entryIsDurable)
    {
        _seen.AddRange(content);
        _dropped.AddRange(new bool[content.Length]);
        _durable = content;
        EntryIsDurable = entryIsDurable;
    }

    public bool EntryIsDurable { get; set; }

    public byte[] Seen => [.. _seen];

    public byte[] Durable => [.. _durable];

    public int Length => _seen.Count;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _seen.AddRange(bytes);
        _dropped.AddRange(new bool[bytes.Length]);
    }

    public void Flush() => _durable = [.. _seen.Select((b, i) => _dropped[i] ? (byte)0 : b)];

    public void FailToFlush()
    {
        for (var i = _durable.Length; i < _dropped.Count; i++)
        {
            _dropped[i] = true;
        }
    }

    public void Cut(int length)
    {
        _seen.RemoveRange(length, _seen.Count - length);
        _dropped.RemoveRange(length, _dropped.Count - length);
        Flush();
    }
}
