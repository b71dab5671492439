using System.Globalization;
using Gatehouse.Hardware.Input;

namespace Gatehouse.Kiosk.App.Watching;

/// <summary>A keyboard whose keys are told, too, as they go down.</summary>
internal sealed class TappedKeyboard(InputDevice keyboard, Action<string> say) : InputDevice
{
    private const ushort Key = 1;

    public override string Name => keyboard.Name;

    public override Stream Open() => new TappedStream(keyboard.Open(), Tell, static _ => { });

    /// <summary>The kernel gives whole events; what a simulated line cuts in pieces is not told.</summary>
    private void Tell(ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= InputEvent.Size; bytes = bytes[InputEvent.Size..])
        {
            var happened = InputEvent.Read(bytes);
            if (happened is { Type: Key, Value: 1 })
            {
                say(string.Create(CultureInfo.InvariantCulture, $"key {happened.Code} down"));
            }
        }
    }
}
