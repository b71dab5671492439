using Gatehouse.Hardware.Distance;

namespace Gatehouse.Hardware.Tests.Fuzz;

/// <summary>Anything a TF-Luna or TFmini may send.</summary>
public sealed class TfFuzzTests
{
    private const int PayloadLength = 6;

    private static readonly byte[] Next = Convert.FromHexString("5959CF000B23D00988");

    [Fact]
    public void Any_bytes_are_taken_and_the_frames_after_them_are_found() => Fuzz.Bytes(200_000, Frame, perInput: 256, perByte: 0, (input, random) =>
    {
        var frames = new TfFrames();
        var before = Take(frames, input, random);
        // A frame that the bytes seem to begin may swallow the next one whole, but never two.
        var after = Take(frames, Next, random) + Take(frames, Next, random);
        if (before > input.Length / TfFrames.Size || after is < 1 or > 3)
        {
            Assert.Fail($"{before} frames in {input.Length} bytes, then {after} in two.");
        }

        return before > 0;
    });

    private static int Take(TfFrames frames, ReadOnlySpan<byte> bytes, Random random)
    {
        var found = 0;
        while (!bytes.IsEmpty)
        {
            var piece = bytes[..Math.Min(random.Next(1, 20), bytes.Length)];
            found += frames.Take(piece, out var used) is null ? 0 : 1;
            if (used < 1 || used > piece.Length)
            {
                Assert.Fail($"{used} of {piece.Length} bytes were taken.");
            }

            bytes = bytes[used..];
        }

        return found;
    }

    private static byte[] Frame(Random random)
    {
        byte[] frame = [0x59, 0x59, .. Fuzz.Noise(random, PayloadLength), 0];
        if (random.Next(4) == 0)
        {
            frame[random.Next(frame.Length)] = 0x59;
        }

        frame[^1] = (byte)frame.Sum(value => value);
        return frame;
    }
}
