using System.Globalization;

namespace Gatehouse.Hardware.Tests.Fuzz;

/// <summary>
/// Hostile input for decoders. Each input has a seed of its own, which a failure names: GATEHOUSE_FUZZ_SEED with that
/// number and GATEHOUSE_FUZZ=1 give the same input again, GATEHOUSE_FUZZ alone as many inputs as one likes.
/// </summary>
internal static class Fuzz
{
    private const int MostBytes = 600;
    private const int FewestSound = 100;

    // Nothing is asserted of time: an input that takes so long will not end, and nobody would learn its seed.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Takes an input; true when something in it was sound.</summary>
    public delegate bool Decode(ReadOnlySpan<byte> input, Random random);

    private static int First => Told("GATEHOUSE_FUZZ_SEED") ?? 1;

    /// <summary>How many inputs a test gives: the usual number, or what was asked for.</summary>
    public static int Count(int usual) => Told("GATEHOUSE_FUZZ") ?? usual;

    /// <summary>
    /// Noise, frames and spoilt frames for a decoder. It may allocate so much for an input and so much for each byte of
    /// it, and throw nothing that the test does not catch.
    /// </summary>
    /// <param name="usual">How many inputs.</param>
    /// <param name="frame">A frame as a device sends it, or one that is sound and says anything.</param>
    /// <param name="perInput">Bytes that may be allocated for an input.</param>
    /// <param name="perByte">Bytes that may be allocated for each of its bytes.</param>
    /// <param name="decode">The decoder.</param>
    public static void Bytes(int usual, Func<Random, byte[]> frame, int perInput, int perByte, Decode decode)
    {
        var sound = 0;
        Try(usual, random =>
        {
            var input = Input(random, frame);
            var most = perInput + ((long)perByte * input.Length);
            var rest = random.Next();
            var (isSound, allocated) = Take(decode, input, new Random(rest));
            sound += isSound ? 1 : 0;
            if (allocated > most)
            {
                // What is made only once, such as the framework's tables for the first exception, is not made again.
                Assert.InRange(Take(decode, input, new Random(rest)).Allocated, 0, most);
            }
        });
        Assert.InRange(sound, Count(usual) / FewestSound, Count(usual));
    }

    /// <summary>Gives a test one generator of randomness after the other.</summary>
    public static void Try(int usual, Action<Random> test)
    {
        var last = First + Count(usual) - 1;
        var seed = First;
        var seen = 0;
        using var watch = TimeProvider.System.CreateTimer(
            _ =>
            {
                if (seen == Volatile.Read(ref seed))
                {
                    Environment.FailFast(Named(seen, "does not end"));
                }

                seen = Volatile.Read(ref seed);
            },
            null,
            Patience,
            Patience);
        for (; seed <= last; Volatile.Write(ref seed, seed + 1))
        {
            try
            {
                test(From(seed));
            }
            catch (Exception e)
            {
                throw new InvalidOperationException(Named(seed, $"fails: {e.Message}"), e);
            }
        }
    }

    /// <summary>Bytes of any value.</summary>
    public static byte[] Noise(Random random, int length)
    {
        var noise = new byte[length];
        random.NextBytes(noise);
        return noise;
    }

    /// <summary>The outcome of work that waits for nothing but <see cref="HastyTime"/>.</summary>
    public static void Ended(Task work) => Assert.True(work.IsCompleted, "It waits for what never comes.");

    private static (bool IsSound, long Allocated) Take(Decode decode, byte[] input, Random random)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var isSound = decode(input, random);
        return (isSound, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static byte[] Input(Random random, Func<Random, byte[]> frame)
    {
        if (random.Next(8) == 0)
        {
            return Noise(random, random.Next(64));
        }

        var bytes = frame(random).ToList();
        for (var changes = random.Next(5); changes > 0; changes--)
        {
            Change(random, bytes, frame);
        }

        return [.. bytes.Take(MostBytes)];
    }

    private static void Change(Random random, List<byte> bytes, Func<Random, byte[]> frame)
    {
        var at = random.Next(bytes.Count + 1);
        switch (random.Next(7))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when at < bytes.Count:
                byte[] extremes = [0x00, 0x7F, 0x80, 0xFF];
                bytes[at] = extremes[random.Next(extremes.Length)];
                break;
            case 2:
                bytes.RemoveRange(at, random.Next(bytes.Count - at + 1));
                break;
            case 3:
                bytes.InsertRange(at, bytes[..at]);
                break;
            case 4:
                bytes.RemoveRange(at, bytes.Count - at);
                var other = frame(random);
                bytes.AddRange(other[random.Next(other.Length + 1)..]);
                break;
            case 5:
                bytes.InsertRange(at, Noise(random, random.Next(1, 16)));
                break;
            default:
                bytes.AddRange(frame(random));
                break;
        }
    }

    // Generators of neighbouring seeds begin alike, so that the seeds are scattered first.
    private static Random From(int seed) => new(unchecked(seed * (int)0x9E3779B1));

    private static string Named(int seed, string happened) => string.Create(
        CultureInfo.InvariantCulture,
        $"The input of seed {seed} {happened}\nTo see it again: GATEHOUSE_FUZZ_SEED={seed} GATEHOUSE_FUZZ=1, and this test alone.");

    private static int? Told(string name) => Environment.GetEnvironmentVariable(name) is not { } told ? null
        : int.TryParse(told, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
        : throw new InvalidOperationException($"{name} is '{told}': give a whole number from 1.");
}
