using Gatehouse.Hardware.Cards;
using Gatehouse.Hardware.Simulation;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Hardware.Tests.Fuzz;

/// <summary>Anything a PN532 may send, or what is connected in its place.</summary>
public sealed class Pn532FuzzTests
{
    private const int PerScene = 200;

    // Answers to "list" of libnfc's users, and the frames without data.
    private static readonly byte[][] Real =
    [
        Pn532Frame.Encode(Convert.FromHexString("D54B0101000408041ADA7444")),
        Pn532Frame.Encode(Convert.FromHexString("D54B010103442007041E2061801D80067577810280")),
        Pn532Frame.Encode(Convert.FromHexString("D54B020103442007041E2061801D8006757781028002000408041ADA7444")),
        Pn532Frame.Encode(Convert.FromHexString("D50332010607")),
        Pn532Frame.Acknowledge.ToArray(),
        Pn532Frame.Repeat.ToArray(),
        Pn532Frame.Refusal.ToArray(),
    ];

    [Fact]
    public void Whatever_comes_over_the_line_the_parser_goes_on() => Fuzz.Bytes(200_000, Frame, perInput: 2048, perByte: 16, (input, random) =>
    {
        var parser = new Pn532FrameParser();
        int frames = 0, sound = 0;
        for (var rest = input; !rest.IsEmpty;)
        {
            var piece = rest[..Math.Min(random.Next(1, parser.Room + 1), rest.Length)];
            parser.Add(piece);
            rest = rest[piece.Length..];
            while (parser.TryRead(out var frame))
            {
                frames++;
                sound += frame.Kind == Pn532FrameKind.Information && Listed(frame.Data.Span) ? 1 : 0;
            }

            if (frames > input.Length || parser.Room == 0)
            {
                Assert.Fail($"{frames} frames in {input.Length} bytes, and room for {parser.Room}.");
            }
        }

        return sound > 0;
    });

    [Fact]
    public void Whatever_a_reader_says_a_command_ends_in_time()
    {
        var random = new Random(6);
        for (var left = Fuzz.Count(400); left > 0; left -= PerScene)
        {
            Stage.Play(time => AskHostileReaderAsync(random, Math.Min(left, PerScene), time));
        }
    }

    private static async Task AskHostileReaderAsync(Random random, int commands, FakeTimeProvider time)
    {
        var line = new SimulatedSerialLine(time, Pn532.BaudRate);
        line.Connect(heard =>
        {
            if (random.Next(8) > 0)
            {
                line.Send(Pn532Frame.Acknowledge.Span);
            }

            var code = heard.Length > 6 ? (byte)(heard.Span[6] + 1) : (byte)0;
            line.Send(random.Next(8) > 0
                ? Pn532Frame.Encode([Pn532Frame.FromReader, code, .. Fuzz.Noise(random, random.Next(20))])
                : Fuzz.Noise(random, random.Next(64)));
        });
        using var driver = new Pn532(line, time);
        for (var command = 0; command < commands; command++)
        {
            var began = time.GetTimestamp();
            try
            {
                await driver.StartAsync(TestContext.Current.CancellationToken);
                await driver.ListAsync(TestContext.Current.CancellationToken);
            }
            catch (CardReaderException e)
            {
                Assert.True(Enum.IsDefined(e.Fault));
            }

            Assert.InRange(time.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(5));
        }
    }

    /// <summary>Whether it lists cards, after the two bytes of direction and command.</summary>
    private static bool Listed(ReadOnlySpan<byte> data)
    {
        if (data.Length is < 3 or > Pn532Frame.LongestData || Pn532Target.Parse(data[2..]) is not { } targets)
        {
            return false;
        }

        if (targets.Count != data[2])
        {
            Assert.Fail($"{targets.Count} cards of {data[2]}.");
        }

        return true;
    }

    private static byte[] Frame(Random random) => random.Next(8) switch
    {
        0 => Pn532Frame.Encode(Fuzz.Noise(random, random.Next(1, Pn532Frame.LongestData + 1))),
        1 => Pn532Frame.Encode([0xD5, 0x4B, (byte)random.Next(4), 1, 0, 4, (byte)random.Next(256), (byte)(4 + (3 * random.Next(4))), .. Fuzz.Noise(random, random.Next(20))]),
        _ => Real[random.Next(Real.Length)],
    };
}
