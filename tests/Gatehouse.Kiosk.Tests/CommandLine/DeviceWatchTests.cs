using System.Text.Json;

namespace Gatehouse.Kiosk.Tests.CommandLine;

/// <summary>What the person with the screwdriver is told of the devices of the example of hardware/README.md.</summary>
public sealed class DeviceWatchTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("thermometer", "sample", "°C")]
    [InlineData("reader-in", "badge", "secure channel")]
    [InlineData("reader-out", "raw", "26 bits")]
    [InlineData("reader-out", "badge", "clear text")]
    [InlineData("distance", "sample", "cm")]
    [InlineData("air", "sample", "45.0 %")]
    [InlineData("inputs", "input", "fire loop open")]
    [InlineData("turnstile", "input", "turned in")]
    public void Watching_shows_what_a_device_says(string device, string kind, string says) => Assert.Contains(
        Lines(new Bench(_folder, "osdp").Run("watch", device, "--simulate", "--json", "--for", "5 s")),
        line => line.GetProperty("kind").GetString() == kind && line.GetProperty("text").GetString()!.Contains(says, StringComparison.Ordinal));

    [Theory]
    [InlineData("thermometer", "thermometer:noAcknowledge", "Nothing answers at address 0x5A")]
    [InlineData("thermometer", "thermometer:badPec", "packet error code")]
    [InlineData("thermometer", "thermometer:stuckLow", "held down")]
    [InlineData("reader-in", "reader in:silent", "Nothing comes from the OSDP reader")]
    [InlineData("reader-in", "reader in:answersInClear", "left the secure channel")]
    [InlineData("distance", "distance:silent", "does not answer")]
    [InlineData("distance", "distance:stuckHigh", "stays high")]
    [InlineData("air", "air:badCheck", "check byte of the air sensor")]
    public void Watching_shows_what_is_wrong_with_a_device(string device, string fault, string says) => Assert.Contains(
        says, new Bench(_folder, "osdp").Run("watch", device, "--simulate", "--simulated-fault", fault, "--for", "5 s"), StringComparison.Ordinal);

    [Theory]
    [InlineData("thermometer", "thermometer:frozen", "stands still")]
    [InlineData("thermometer", "thermometer:badPec", "packet error code")]
    [InlineData("distance", "distance:silent", "does not answer")]
    [InlineData("reader in", "reader in:silent", "Nothing comes from the OSDP reader")]
    [InlineData("air", "air:neverReady", "Nothing answers at address 0x44")]
    public void Testing_finds_alone_what_is_wrong(string device, string fault, string says)
    {
        var report = Lines(new Bench(_folder, "osdp").Run("selftest", "--simulate", "--unattended", "--json", "--simulated-fault", fault))[^1];
        var step = report.GetProperty("steps").EnumerateArray().Single(s => s.GetProperty("device").GetString() == device);
        Assert.Equal("failed", step.GetProperty("result").GetString());
        Assert.Contains(says, step.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private static List<JsonElement> Lines(string output) =>
        [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
}
