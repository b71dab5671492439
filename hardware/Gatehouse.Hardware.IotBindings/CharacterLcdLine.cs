using Gatehouse.Hardware.Gate;
using Iot.Device.CharacterLcd;

namespace Gatehouse.Hardware.IotBindings;

/// <summary>The first row of one of the package's character displays.</summary>
/// <param name="open">Makes the display on its bus, each time anew; whoever made the bus disposes of it.</param>
/// <param name="lamps">The lamps beside it.</param>
public sealed class CharacterLcdLine(Func<ICharacterLcd> open, SignalLight lamps) : ResultLine(lamps)
{
    private ICharacterLcd? _display;

    /// <inheritdoc/>
    protected override void Write(string text)
    {
        _display ??= open();
        _display.SetCursorPosition(0, 0);
        _display.Write(text.PadRight(_display.Size.Width));
    }

    /// <inheritdoc/>
    protected override void LetGo() => _display = null;
}
