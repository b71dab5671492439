using Gatehouse.Hardware.Serial;

namespace Gatehouse.Kiosk.App.Watching;

/// <summary>A serial line whose bytes are told, too, in hexadecimal: → what we send, ← what comes.</summary>
internal sealed class TappedSerialLine(SerialLine line, Action<string> say) : SerialLine
{
    public override string Name => line.Name;

    public override Stream Open() => new TappedStream(
        line.Open(),
        read => say($"← {Convert.ToHexString(read)}"),
        written => say($"→ {Convert.ToHexString(written)}"));
}
