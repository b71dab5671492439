using System.Globalization;
using System.Text.Json;

namespace Gatehouse.Kiosk.App.Watching;

/// <summary>Writes what a device said, a line each: time and words, or JSON. Drivers' threads may write at once.</summary>
internal sealed class WatchedText(TextWriter output, bool json)
{
    private readonly Lock _one = new();

    public void Write(WatchedLine line)
    {
        lock (_one)
        {
            output.WriteLine(json
                ? JsonSerializer.Serialize(line, AppJson.Default.WatchedLine)
                : string.Create(CultureInfo.InvariantCulture, $"{line.At.ToLocalTime():HH:mm:ss.fff}  {line.Text}"));
            output.Flush();
        }
    }
}
