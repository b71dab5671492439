using System.Device.I2c;
using Gatehouse.Hardware.Temperature;

namespace Gatehouse.Hardware.Tests.Fuzz;

/// <summary>Anything an MLX90614 may answer, or what disturbs its bus.</summary>
public sealed class SmbusFuzzTests
{
    private const int Attempts = 3;

    private static readonly byte[] SampleCommands = [Mlx90614Words.Target, Mlx90614Words.Ambient];

    private static readonly byte[] IdentityCommands =
    [
        Mlx90614Words.Identity, Mlx90614Words.Identity + 1, Mlx90614Words.Identity + 2, Mlx90614Words.Identity + 3,
        Mlx90614Words.Emissivity, Mlx90614Words.EmissivityTrim, Mlx90614Words.Configuration,
    ];

    [Fact]
    public void Any_answer_is_a_sample_or_a_refusal() => Fuzz.Bytes(200_000, random => Words(random, SampleCommands), perInput: 4096, perByte: 0, (input, random) =>
    {
        using var bus = new HostileI2c(input.ToArray(), random);
        using var driver = new Mlx90614(bus, new Mlx90614Options(), new HastyTime());
        var asked = driver.SampleAsync(TestContext.Current.CancellationToken);
        var isSound = Ended(asked, bus, SampleCommands.Length);
        return isSound && Measured(asked.Result.TargetWord, input) && Measured(asked.Result.AmbientWord, input[HostileI2c.AnswerLength..]);
    });

    [Fact]
    public void Any_answer_is_an_identity_or_a_refusal() => Fuzz.Bytes(20_000, random => Words(random, IdentityCommands), perInput: 16_384, perByte: 0, (input, random) =>
    {
        using var bus = new HostileI2c(input.ToArray(), random);
        using var driver = new Mlx90614(bus, new Mlx90614Options(), new HastyTime());
        return Ended(driver.IdentifyAsync(TestContext.Current.CancellationToken), bus, Attempts * IdentityCommands.Length);
    });

    private static bool Ended(Task asked, HostileI2c bus, int most)
    {
        Fuzz.Ended(asked);
        if (bus.Transfers > most)
        {
            Assert.Fail($"{bus.Transfers} transfers.");
        }

        if (asked.Exception is { } failed)
        {
            Assert.True(Enum.IsDefined(Assert.IsType<ThermometerException>(failed.InnerException).Fault));
        }

        return asked.IsCompletedSuccessfully;
    }

    /// <summary>A word that stands where it was read, without the flag of an error and beyond the coldest.</summary>
    private static bool Measured(ushort word, ReadOnlySpan<byte> answer)
    {
        if (word != (answer[0] | (answer[1] << 8)) || word is < Mlx90614Words.ColdestTarget or >= Mlx90614Words.ErrorFlag)
        {
            Assert.Fail($"0x{word:X4} was measured.");
        }

        return true;
    }

    /// <summary>Words with their codes, most of them such as are measured in a lane.</summary>
    private static byte[] Words(Random random, byte[] commands)
    {
        var words = new List<byte>();
        foreach (var command in commands)
        {
            var word = (ushort)(random.Next(4) > 0 ? random.Next(0x3800, 0x3D00) : random.Next(0x10000));
            words.AddRange([(byte)word, (byte)(word >> 8), SmbusPec.OfRead(Mlx90614.FactoryAddress, command, word)]);
        }

        return [.. words];
    }

    /// <summary>Answers with the bytes one after the other; when they are at their end, the transfer fails in one of the kernel's ways.</summary>
    private sealed class HostileI2c(byte[] answers, Random random) : I2cDevice
    {
        public const int AnswerLength = 3;

        private static readonly string[] Failures = ["Error 121 (Remote I/O error)", "Error 110 (Connection timed out)", "Error 5 (Input/output error)", "Error 99999"];

        private int _at;

        public int Transfers { get; private set; }

        public override I2cConnectionSettings ConnectionSettings { get; } = new(1, Mlx90614.FactoryAddress);

        public override void Read(Span<byte> buffer) => throw new InvalidOperationException("A read without its command.");

        public override void Write(ReadOnlySpan<byte> buffer) => throw new InvalidOperationException("The driver never writes.");

        public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
        {
            Transfers++;
            if (answers.Length - _at < readBuffer.Length)
            {
                throw new IOException($"{Failures[random.Next(Failures.Length)]} performing I2C data transfer.");
            }

            answers.AsSpan(_at, readBuffer.Length).CopyTo(readBuffer);
            _at += readBuffer.Length;
        }
    }
}
