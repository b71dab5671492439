using Gatehouse.Hardware.Input;
using Gatehouse.Hardware.Tests.Input;

namespace Gatehouse.Hardware.Tests.Fuzz;

/// <summary>Hostile and broken streams of the kernel's input events: no number that nobody can type, no memory that grows.</summary>
public sealed class KeystrokeFuzzTests
{
    private static readonly ushort[] Keys = [EvdevAbi.Enter, EvdevAbi.KeypadEnter, EvdevAbi.LeftShift, EvdevAbi.RightShift, EvdevAbi.NumLock, 2, 3, 30, 58, 71, 83, 0, 767];

    [Fact]
    public void Any_stream_is_taken() => Fuzz.Bytes(200_000, Frame, perInput: 1024, perByte: 1, (input, random) =>
    {
        var decoder = new KeystrokeDecoder(new KeystrokeOptions { EndsBySilence = random.Next(2) == 0 ? null : random.Next(1, 65) });
        var numbers = 0;
        for (var rest = input; !rest.IsEmpty;)
        {
            var piece = rest[..Math.Min(random.Next(1, 100), rest.Length)];
            numbers += Typed(decoder.Take(piece, out var used)) ? 1 : 0;
            if (used < 1 || used > piece.Length)
            {
                Assert.Fail($"{used} of {piece.Length} bytes were taken.");
            }

            rest = rest[used..];
        }

        Typed(decoder.IsUnderWay ? decoder.End() : null);
        Assert.False(decoder.IsUnderWay);
        return numbers > 0;
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

    /// <summary>A number between two Enters, or a few events such as a keyboard sends.</summary>
    private static byte[] Frame(Random random)
    {
        var at = (ulong)random.NextInt64();
        if (random.Next(2) == 0)
        {
            return Keystrokes.Bytes(Keystrokes.Press(at, [EvdevAbi.Enter, .. Enumerable.Range(2, random.Next(1, 5)), EvdevAbi.Enter]));
        }

        var bytes = new byte[random.Next(1, 16) * InputEvent.Size];
        for (var rest = bytes.AsSpan(); !rest.IsEmpty; rest = rest[InputEvent.Size..])
        {
            at += (ulong)(random.Next(8) == 0 ? random.Next(400_000) : random.Next(5_000));
            Happening(random, at).Write(rest);
        }

        return bytes;
    }

    private static InputEvent Happening(Random random, ulong at) => random.Next(16) switch
    {
        < 11 => new InputEvent(at, EvdevAbi.Key, Keys[random.Next(Keys.Length)], random.Next(8) == 0 ? random.Next() : random.Next(3)),
        < 14 => new InputEvent(at, EvdevAbi.Mark, EvdevAbi.Report, 0),
        14 => new InputEvent(at, EvdevAbi.Mark, EvdevAbi.Dropped, 0),
        _ => new InputEvent(at, EvdevAbi.Miscellaneous, EvdevAbi.Scan, random.Next()),
    };

    private static bool Typed(string? number)
    {
        if (number is not null && (number.Length is 0 or > KeystrokeDecoder.Longest || number.AsSpan().ContainsAnyExceptInRange(' ', '~')))
        {
            Assert.Fail($"'{number}' is no number.");
        }

        return number is not null;
    }
}
