using Gatehouse.Hardware.Gpio;

namespace Gatehouse.Kiosk.Configuration;

/// <summary>Sees to it that no line of the GPIO chip, no serial line and no chip select is wired twice.</summary>
internal sealed class LineUse(string file)
{
    private readonly Dictionary<string, string> _usedBy = new(StringComparer.Ordinal);

    public int Take(int line, string key)
    {
        Take($"line {line}", key);
        return line;
    }

    public int? TakeIfAny(int? line, string key) => line is { } number ? Take(number, key) : null;

    /// <summary>A serial line; one of the header's takes its two lines, too.</summary>
    public string TakePort(string path, string key)
    {
        Take($"the serial line {path}", key);
        TakeAll(RaspberryPiHeader.SerialLines(path), key);
        return path;
    }

    /// <summary>An SPI bus' chip select; the bus' own lines are shared with its other selects.</summary>
    public void TakeSpi(int bus, int select, string key)
    {
        Take($"/dev/spidev{bus}.{select}", key);
        var shared = $"SPI bus {bus}";
        TakeAll(RaspberryPiHeader.SpiLines(bus, select).Where(line => _usedBy.GetValueOrDefault($"line {line}") != shared), shared);
    }

    /// <summary>An I²C bus' two lines.</summary>
    public void TakeI2c(int bus, string key) => TakeAll(RaspberryPiHeader.I2cLines(bus), key);

    private void TakeAll(IEnumerable<int> lines, string key)
    {
        foreach (var line in lines)
        {
            Take(line, key);
        }
    }

    private void Take(string what, string key)
    {
        if (!_usedBy.TryAdd(what, key))
        {
            throw new ConfigurationException($"{file}: {what} is used twice: by '{_usedBy[what]}' and by '{key}'; each wire needs a line of its own.");
        }
    }
}
