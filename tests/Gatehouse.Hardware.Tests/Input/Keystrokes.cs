using System.Globalization;
using Gatehouse.Hardware.Input;

namespace Gatehouse.Hardware.Tests.Input;

/// <summary>A decoder whose device has been open and silent, and what came of it.</summary>
internal sealed class Keystrokes
{
    public Keystrokes(KeystrokeOptions? options = null)
    {
        Decoder = new KeystrokeDecoder(options ?? new KeystrokeOptions());
        Assert.Null(Decoder.End());
    }

    public KeystrokeDecoder Decoder { get; }

    public List<string> Numbers { get; } = [];

    public Dictionary<string, long> Discarded => Decoder.Discarded.Where(d => d.Value != 0).ToDictionary();

    public static byte[] Bytes(params IEnumerable<InputEvent> events)
    {
        var bytes = new List<byte>();
        foreach (var happened in events)
        {
            var one = new byte[InputEvent.Size];
            happened.Write(one);
            bytes.AddRange(one);
        }

        return [.. bytes];
    }

    /// <summary>Keys pressed and released one after the other, all at one time.</summary>
    public static IEnumerable<InputEvent> Press(ulong at, params IEnumerable<int> keys) =>
        keys.SelectMany(key => new[] { Key(at, key, 1), Report(at), Key(at, key, 0), Report(at) });

    public static InputEvent Key(ulong at, int key, int value) => new(at, EvdevAbi.Key, (ushort)key, value);

    public static InputEvent Report(ulong at) => new(at, EvdevAbi.Mark, EvdevAbi.Report, 0);

    public static InputEvent Dropped(ulong at) => new(at, EvdevAbi.Mark, EvdevAbi.Dropped, 0);

    /// <summary>A capture's lines of seconds, key and value, as its report says them; each becomes a report of its own.</summary>
    public static IEnumerable<InputEvent> Capture(string lines)
    {
        foreach (var line in lines.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var fields = line.Split(' ');
            var at = (ulong)(decimal.Parse(fields[0], CultureInfo.InvariantCulture) * 1_000_000);
            yield return Key(at, int.Parse(fields[1], CultureInfo.InvariantCulture), int.Parse(fields[2], CultureInfo.InvariantCulture));
            yield return Report(at);
        }
    }

    public Keystrokes Take(params IEnumerable<InputEvent> events) => Take(Bytes(events));

    public Keystrokes Take(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var number = Decoder.Take(bytes, out var used);
            bytes = bytes[used..];
            if (number is not null)
            {
                Numbers.Add(number);
            }
        }

        return this;
    }

    public Keystrokes Silence()
    {
        if (Decoder.IsUnderWay && Decoder.End() is { } number)
        {
            Numbers.Add(number);
        }

        return this;
    }

    /// <summary>No number, and one discarded, for this reason.</summary>
    public void AreDiscardedFor(string reason)
    {
        Assert.Empty(Numbers);
        Assert.Equal(new() { [reason] = 1 }, Discarded);
    }
}
