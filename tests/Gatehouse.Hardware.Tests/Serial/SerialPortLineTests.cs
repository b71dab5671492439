using Gatehouse.Hardware.Serial;

namespace Gatehouse.Hardware.Tests.Serial;

/// <summary>What can be said of a real line without one: the rig has devices on them.</summary>
public sealed class SerialPortLineTests : IDisposable
{
    private const int BaudRate = 9600;

    private readonly string _folder = Directory.CreateTempSubdirectory("gatehouse-serial-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_line_that_is_not_there_is_missing() => Refused("/dev/ttyNowhere", "does not exist");

    [Fact]
    public void The_link_of_an_adapter_that_was_pulled_out_is_missing()
    {
        var link = Path.Combine(_folder, "by-id");
        File.CreateSymbolicLink(link, "/dev/ttyNowhere");
        Refused(link, "does not exist");
    }

    [Fact]
    public void What_is_no_serial_line_is_not_forbidden() => Refused("/dev/null", "cannot be opened");

    private static void Refused(string path, string because)
    {
        var refusal = Assert.Throws<SerialLineException>(new SerialPortLine(path, BaudRate).Open);
        Assert.StartsWith($"The serial line {path} {because}", refusal.Message, StringComparison.Ordinal);
        Assert.False(refusal.Denied);
    }
}
