using System.Device.Spi;
using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Cards;

namespace Gatehouse.Hardware.Tests.Fuzz;

/// <summary>Hostile cards, and a hostile chip between them and the driver.</summary>
public sealed class Mfrc522FuzzTests
{
    private const int MostExchanges = 3 * 34;
    private const int MostTransfers = 20 + 32;

    private static readonly byte[][] Real =
    [
        Convert.FromHexString("04001ADA7444F0" + "08B6DD"),
        Convert.FromHexString("4403" + "88041E20B2" + "04DA17" + "61801D807C" + "20FC70"),
    ];

    /// <summary>Wakes a card and selects it, each exchange through the registers of the chip.</summary>
    [Fact]
    public void Whatever_is_in_the_chip_a_selection_ends_in_a_card_or_a_reason() => Fuzz.Bytes(200_000, Frame, perInput: 8192, perByte: 16, (input, random) =>
    {
        using var chip = new HostileSpi(random, input.ToArray());
        using var driver = new Mfrc522(chip, new HastyTime());
        if (Exchange(driver, chip, CardFrame.WakeUp) is null)
        {
            return false;
        }

        var selection = new CardSelection();
        var exchanges = 0;
        for (; !selection.IsOver; exchanges++)
        {
            if (Exchange(driver, chip, selection.Next) is not { } answer)
            {
                return false;
            }

            selection.Take(answer);
        }

        Assert.True(exchanges <= MostExchanges);
        Assert.True(selection.Uid is null != selection.Fault is null);
        return selection.Uid is not null;
    });

    [Fact]
    public void Whatever_cards_answer_a_selection_ends_in_a_card_or_a_reason() => Fuzz.Try(200_000, random =>
    {
        var answer = new byte[9];
        var selection = new CardSelection();
        var exchanges = 0;
        for (; !selection.IsOver; exchanges++)
        {
            selection.Take(Answer(random, selection.Next, answer));
        }

        Assert.True(exchanges is >= 1 and <= MostExchanges);
        Assert.True(selection.Uid is null != selection.Fault is null);
    });

    [Fact]
    public async Task Whatever_the_chip_says_its_troubles_are_told_once_each_and_end()
    {
        var time = new HastyTime();
        using var stop = new CancellationTokenSource();
        using var chip = new HostileSpi(new Random(5), []) { Left = Fuzz.Count(500_000), Over = stop.Cancel };
        using var driver = new Mfrc522(chip, time);
        var told = new HashSet<ReaderFault>();
        var ended = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var read in new Mfrc522BadgeReader(driver, time).ReadAsync(stop.Token))
            {
                Assert.True(read switch
                {
                    ReaderFailed failed => told.Add(failed.Fault),
                    ReaderRecovered recovered => told.Remove(recovered.Fault),
                    _ => told.Count == 0,
                });
                ended += read is ReaderRecovered ? 1 : 0;
            }
        });
        Assert.NotEqual(0, ended);
    }

    /// <summary>What the card answers; null when the chip failed.</summary>
    private static CardAnswer? Exchange(Mfrc522 driver, HostileSpi chip, CardFrame frame)
    {
        var before = chip.Transfers;
        var asked = driver.TransceiveAsync(frame, TestContext.Current.CancellationToken);
        Fuzz.Ended(asked);
        Assert.True(chip.Transfers - before <= MostTransfers);
        if (asked.Exception is { } failed)
        {
            Assert.True(Enum.IsDefined(Assert.IsType<CardReaderException>(failed.InnerException).Fault));
            return null;
        }

        return asked.GetAwaiter().GetResult();
    }

    /// <summary>Answers to waking up, anticollision and selection, one after the other.</summary>
    private static byte[] Frame(Random random)
    {
        if (random.Next(4) > 0)
        {
            return Real[random.Next(Real.Length)];
        }

        var part = Fuzz.Noise(random, 4);
        return [4, 0, .. part, (byte)(part[0] ^ part[1] ^ part[2] ^ part[3]), .. CrcA.Close([(byte)random.Next(256)])];
    }

    /// <summary>Often an answer of the right length, and often with the right check, so that selections get far.</summary>
    private static CardAnswer Answer(Random random, CardFrame asked, byte[] buffer)
    {
        var bytes = buffer.AsMemory(0, random.Next(10) > 1 ? Fitting(asked) : random.Next(1, buffer.Length));
        random.NextBytes(bytes.Span);
        if (bytes.Length == 5)
        {
            bytes.Span[0] = random.Next(2) == 0 ? CardUid.CascadeTag : bytes.Span[0];
            bytes.Span[4] = (byte)(bytes.Span[0] ^ bytes.Span[1] ^ bytes.Span[2] ^ bytes.Span[3] ^ (random.Next(8) == 0 ? 1 : 0));
        }
        else if (bytes.Length == 3 && random.Next(4) > 0)
        {
            CrcA.Close(bytes.Span[..1]).CopyTo(bytes);
        }

        return random.Next(24) switch
        {
            0 => CardAnswer.Silence,
            1 => CardAnswer.Garbled,
            < 8 => CardAnswer.Collided(bytes, random.Next(-1, 45)),
            _ => CardAnswer.Of(bytes),
        };
    }

    private static int Fitting(CardFrame asked) => asked.Bits == 72 ? 3 : 5 - ((asked.Bits - 16) / 8);

    /// <summary>
    /// A chip that keeps what is written to most registers. Most often it hears what the cards answer, one answer for each
    /// frame; else its registers say anything, and now and then the bus fails.
    /// </summary>
    private sealed class HostileSpi(Random random, byte[] answers) : SpiDevice
    {
        private static readonly byte[] Moody =
        [
            Mfrc522Words.Interrupts, Mfrc522Words.Error, Mfrc522Words.Fifo, Mfrc522Words.FifoLevel, Mfrc522Words.Control, Mfrc522Words.Collision,
        ];

        private static readonly int[] Lengths = [2, 5, 3, 5, 3];

        private readonly byte[] _values = new byte[0x40];
        private readonly bool _isMad = answers.Length == 0 || random.Next(4) == 0;
        private int _frames;
        private int _at;

        public int Transfers { get; private set; }

        public long Left { get; set; } = long.MaxValue;

        public Action Over { get; init; } = () => { };

        public override SpiConnectionSettings ConnectionSettings { get; } = Mfrc522.Settings(0, 0);

        public override void Read(Span<byte> buffer) => random.NextBytes(buffer);

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Transfers++;
            if (random.Next(10_000) == 0)
            {
                throw new IOException("Error 5 performing SPI data transfer.");
            }

            var register = buffer[0] >> 1;
            _values[register] = buffer[^1];
            _frames += register == Mfrc522Words.Command && buffer[^1] == Mfrc522Words.Transceive ? 1 : 0;
        }

        public override void TransferFullDuplex(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
        {
            Transfers++;
            if (--Left == 0)
            {
                Over();
            }

            random.NextBytes(readBuffer);
            for (var i = 0; i < writeBuffer.Length - 1; i++)
            {
                var register = (byte)((writeBuffer[i] & 0x7F) >> 1);
                if (register == Mfrc522Words.Version)
                {
                    readBuffer[i + 1] = random.Next(1000) > 0 ? (byte)0x92 : readBuffer[i + 1];
                }
                else if (random.Next(1000) > 0 && (!_isMad || !Moody.Contains(register)))
                {
                    readBuffer[i + 1] = Heard(register);
                }
            }
        }

        private byte Heard(byte register) => register switch
        {
            Mfrc522Words.Interrupts => _at < answers.Length ? Mfrc522Words.Received : Mfrc522Words.TimedOut,
            Mfrc522Words.Error or Mfrc522Words.Control or Mfrc522Words.Collision => 0,
            Mfrc522Words.FifoLevel => (byte)Math.Min(Lengths[(_frames - 1) % Lengths.Length], answers.Length - _at),
            Mfrc522Words.Fifo when _at < answers.Length => answers[_at++],
            _ => _values[register],
        };
    }
}
