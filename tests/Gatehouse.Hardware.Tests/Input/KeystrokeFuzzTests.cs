using Gatehouse.Hardware.Input;

namespace Gatehouse.Hardware.Tests.Input;

/// <summary>Hostile and broken streams: no exception, no number that nobody can type, no memory that grows.</summary>
public sealed class KeystrokeFuzzTests
{
    private const int Most = 40;

    private static readonly ushort[] Keys = [EvdevAbi.Enter, EvdevAbi.KeypadEnter, EvdevAbi.LeftShift, EvdevAbi.RightShift, EvdevAbi.NumLock, 2, 3, 30, 58, 71, 83, 0, 767];

    [Fact]
    public void Any_stream_is_taken() => FuzzRuns.Try(100_000, random =>
    {
        var decoder = new KeystrokeDecoder(new KeystrokeOptions { EndsBySilence = random.Next(2) == 0 ? null : random.Next(1, 65) });
        var bytes = new byte[random.Next(Most) * InputEvent.Size];
        random.NextBytes(bytes);
        Meant(random, bytes);
        for (var rest = bytes.AsSpan(); !rest.IsEmpty;)
        {
            var piece = rest[..Math.Min(random.Next(1, 100), rest.Length)];
            var number = decoder.Take(piece, out var used);
            Assert.InRange(used, 1, piece.Length);
            Typed(number);
            rest = rest[used..];
        }

        Typed(decoder.IsUnderWay ? decoder.End() : null);
        Assert.False(decoder.IsUnderWay);
    });

    [Fact]
    public void A_keyboard_that_never_stops_takes_no_memory()
    {
        var decoder = new KeystrokeDecoder(new KeystrokeOptions());
        var bytes = Keystrokes.Bytes(Keystrokes.Press(1, [.. Enumerable.Repeat(2, 100)]));
        decoder.Take(bytes, out _);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            Assert.Null(decoder.Take(bytes, out _));
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1024);
    }

    /// <summary>Most events become such as a keyboard sends, so that more than the first check is reached.</summary>
    private static void Meant(Random random, Span<byte> bytes)
    {
        var at = (ulong)random.NextInt64();
        for (; !bytes.IsEmpty; bytes = bytes[InputEvent.Size..])
        {
            at += (ulong)(random.Next(8) == 0 ? random.Next(400_000) : random.Next(5_000));
            InputEvent? happened = random.Next(16) switch
            {
                < 10 => new InputEvent(at, EvdevAbi.Key, Keys[random.Next(Keys.Length)], random.Next(8) == 0 ? random.Next() : random.Next(3)),
                < 13 => new InputEvent(at, EvdevAbi.Mark, EvdevAbi.Report, 0),
                13 => new InputEvent(at, EvdevAbi.Mark, EvdevAbi.Dropped, 0),
                14 => new InputEvent(at, EvdevAbi.Miscellaneous, EvdevAbi.Scan, random.Next()),
                _ => null,
            };
            happened?.Write(bytes);
        }
    }

    private static void Typed(string? number)
    {
        if (number is not null && (number.Length is 0 or > KeystrokeDecoder.Longest || number.AsSpan().ContainsAnyExceptInRange(' ', '~')))
        {
            Assert.Fail($"'{number}' is no number.");
        }
    }
}
