using System.Device.I2c;

namespace Gatehouse.Hardware.IotBindings.Tests;

/// <summary>The memory of an SSD1306 with 128 columns, written in horizontal mode between a first and a last column and page.</summary>
internal sealed class SimulatedSsd1306 : I2cDevice
{
    private const int Columns = 128;
    private const int Pages = 8;
    private const byte Command = 0x00;
    private const byte Data = 0x40;

    // What the memory holds when the supply comes is noise.
    private readonly byte[] _memory = [.. Enumerable.Range(0, Columns * Pages).Select(i => (byte)(i * 37))];
    private (int First, int Last) _columns = (0, Columns - 1);
    private (int First, int Last) _pages = (0, Pages - 1);
    private int _column;
    private int _page;

    public bool Unplugged { get; set; }

    public override I2cConnectionSettings ConnectionSettings { get; } = new(4, 0x3C);

    /// <summary>A page of eight rows of pixels, as a person sees it.</summary>
    public string Seen(int page) => string.Join('\n', Enumerable.Range(0, 8).Select(row => string.Concat(
        Enumerable.Range(0, Columns).Select(column => (_memory[(page * Columns) + column] >> row & 1) != 0 ? '#' : ' ')).TrimEnd()));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (Unplugged)
        {
            throw new IOException("Error 121 (Remote I/O error) performing I2C data transfer.");
        }

        switch (buffer)
        {
            case [Command, 0x20, not 0x00]:
                throw new InvalidOperationException("Only the horizontal mode is simulated.");
            case [Command, 0x21, var first, var last]:
                (_columns, _column) = ((first, last), first);
                break;
            case [Command, 0x22, var first, var last]:
                (_pages, _page) = ((first, last), first);
                break;
            case [Command, ..]:
                break;
            case [Data, .. var bytes]:
                Fill(bytes);
                break;
            default:
                throw new InvalidOperationException("A transfer begins with what it is: commands or data.");
        }
    }

    public override void Read(Span<byte> buffer) => throw new NotSupportedException("The display is not read.");

    public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer) => throw new NotSupportedException("The display is not read.");

    private void Fill(ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            _memory[(_page * Columns) + _column] = value;
            if (_column++ == _columns.Last)
            {
                _column = _columns.First;
                _page = _page == _pages.Last ? _pages.First : _page + 1;
            }
        }
    }
}
