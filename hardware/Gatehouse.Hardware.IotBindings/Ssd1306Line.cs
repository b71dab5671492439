using System.Diagnostics.CodeAnalysis;
using Gatehouse.Hardware.Gate;
using Iot.Device.Max7219;
using Iot.Device.Ssd13xx;
using Iot.Device.Ssd13xx.Commands.Ssd1306Commands;

namespace Gatehouse.Hardware.IotBindings;

/// <summary>
/// The second row of eight pixels of the package's SSD1306, in the letters that the package has for LED matrices: its own
/// text needs another package.
/// </summary>
/// <param name="open">
/// Makes the display on its bus, each time anew; whoever made the bus disposes of it. The package asks for a registered
/// image factory first.
/// </param>
/// <param name="lamps">The lamps beside it.</param>
[SuppressMessage("Design", "CA1001", Justification = "The package's display owns nothing but the bus, which is not ours to close.")]
public sealed class Ssd1306Line(Func<Ssd1306> open, SignalLight lamps) : ResultLine(lamps)
{
    private Ssd1306? _display;

    /// <inheritdoc/>
    protected override void Write(string text)
    {
        _display ??= open();
        var row = new byte[_display.ScreenWidth];
        var column = 0;
        foreach (var letter in text.SelectMany(c => Fonts.Default[c].Append((byte)0)).Take(row.Length))
        {
            row[column++] = letter;
        }

        _display.SendCommand(new SetColumnAddress(0, (byte)(row.Length - 1)));
        _display.SendCommand(new SetPageAddress(PageAddress.Page1, PageAddress.Page1));
        _display.SendData(row);
    }

    /// <inheritdoc/>
    protected override void LetGo() => _display = null;
}
