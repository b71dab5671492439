using Gatehouse.Hardware.Osdp;

namespace Gatehouse.Kiosk.App.Devices;

/// <summary>
/// A reader's next key, on the disk before the reader has it: whatever happens between, no reader has a key that nobody
/// else knows. One that was left by an interrupted attempt is taken up again.
/// </summary>
/// <param name="Key">The key.</param>
/// <param name="Path">Where it is.</param>
/// <param name="IsLeft">Whether an earlier attempt left it: the reader may have it already.</param>
internal sealed record PreparedKey(OsdpKey Key, string Path, bool IsLeft)
{
    /// <summary>The reader has it: it takes its place.</summary>
    public void Keep(string path) => File.Move(Path, path, overwrite: true);
}
