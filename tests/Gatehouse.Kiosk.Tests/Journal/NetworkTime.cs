using Gatehouse.Kiosk.Journal;

namespace Gatehouse.Kiosk.Tests.Journal;

/// <summary>The machine's network time, of which a kiosk sees a file that is touched.</summary>
internal sealed class NetworkTime : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _file;

    public NetworkTime()
    {
        _file = _folder.File("synchronized");
        Watch = new ClockWatch(Clocks) { Files = [_file] };
    }

    public TwoClocks Clocks { get; } = new();

    public ClockWatch Watch { get; }

    /// <summary>Network time is in step, and sets the wall clock if need be.</summary>
    public void Tell(DateTimeOffset? right = null)
    {
        Clocks.Wall = right ?? Clocks.Wall;
        File.WriteAllBytes(_file, []);
        File.SetLastWriteTimeUtc(_file, Clocks.Wall.UtcDateTime);
    }

    public void Dispose() => _folder.Dispose();
}
