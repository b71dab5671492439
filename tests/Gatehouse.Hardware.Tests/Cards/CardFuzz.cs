using System.Device.Spi;
using System.Globalization;
using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Cards;
using Gatehouse.Hardware.Simulation;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Hardware.Tests.Cards;

/// <summary>Hostile cards and hostile readers. GATEHOUSE_FUZZ says how many inputs each test gets.</summary>
public sealed class CardFuzz
{
    private const int PerInput = 1024;
    private const int PerScene = 200;

    [Fact]
    public void Whatever_cards_answer_a_selection_ends_in_a_card_or_a_reason()
    {
        var random = new Random(1);
        var answer = new byte[9];
        var before = GC.GetAllocatedBytesForCurrentThread();
        var inputs = Inputs(500_000);
        for (var input = 0; input < inputs; input++)
        {
            var selection = new CardSelection();
            var exchanges = 0;
            for (; !selection.IsOver; exchanges++)
            {
                selection.Take(Answer(random, selection.Next, answer));
            }

            Assert.InRange(exchanges, 1, 3 * 34);
            Assert.NotEqual(selection.Uid is null, selection.Fault is null);
        }

        Bounded(before, inputs * 8);
    }

    [Fact]
    public void Whatever_comes_over_the_line_the_parser_goes_on_and_does_not_grow()
    {
        var random = new Random(2);
        var parser = new Pn532FrameParser();
        var piece = new byte[64];
        var before = GC.GetAllocatedBytesForCurrentThread();
        var inputs = Inputs(1_000_000);
        for (var input = 0; input < inputs; input++)
        {
            var length = Math.Min(Piece(random, piece), parser.Room);
            parser.Add(piece.AsSpan(0, length));
            var frames = 0;
            while (parser.TryRead(out var frame))
            {
                Assert.True(frame.Data.Length <= Pn532Frame.LongestData);
                frames++;
            }

            Assert.InRange(frames, 0, 2 * (Pn532Frame.LongestData + 8));
            Assert.True(parser.Room > 0);
        }

        Bounded(before, inputs);
    }

    [Fact]
    public void Whatever_a_reader_says_of_its_cards_is_read_or_refused()
    {
        var random = new Random(3);
        var answer = new byte[40];
        var inputs = Inputs(1_000_000);
        for (var input = 0; input < inputs; input++)
        {
            random.NextBytes(answer);
            answer[0] = (byte)random.Next(4);
            answer[5] = (byte)(4 + (3 * random.Next(4)));
            var targets = Pn532Target.Parse(answer.AsSpan(0, random.Next(answer.Length)));
            Assert.True(targets is null || targets.Count == answer[0]);
        }
    }

    [Fact]
    public async Task Whatever_the_chip_says_an_exchange_ends_in_time()
    {
        var time = new HastyTime();
        using var chip = new HostileSpi(new Random(4));
        using var driver = new Mfrc522(chip, time);
        var inputs = Inputs(100_000);
        for (var input = 0; input < inputs; input++)
        {
            var began = time.GetTimestamp();
            try
            {
                await driver.TransceiveAsync(CardFrame.WakeUp, TestContext.Current.CancellationToken);
            }
            catch (CardReaderException e)
            {
                Assert.True(Enum.IsDefined(e.Fault));
            }

            Assert.InRange(time.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromMilliseconds(26));
        }
    }

    [Fact]
    public async Task Whatever_the_chip_says_its_troubles_are_told_once_each_and_end()
    {
        var time = new HastyTime();
        using var stop = new CancellationTokenSource();
        using var chip = new HostileSpi(new Random(5)) { Transfers = Inputs(1_000_000), Over = stop.Cancel };
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

    [Fact]
    public void Whatever_a_PN532_says_a_command_ends_in_time()
    {
        var random = new Random(6);
        for (var left = Inputs(400); left > 0; left -= PerScene)
        {
            Stage.Play(time => AskHostileReaderAsync(random, Math.Min(left, PerScene), time));
        }
    }

    private static async Task AskHostileReaderAsync(Random random, int commands, FakeTimeProvider time)
    {
        var line = new SimulatedSerialLine(time, Pn532.BaudRate);
        var piece = new byte[64];
        line.Connect(heard =>
        {
            if (random.Next(8) > 0)
            {
                line.Send(Pn532Frame.Acknowledge.Span);
            }

            var code = heard.Length > 6 ? (byte)(heard.Span[6] + 1) : (byte)0;
            random.NextBytes(piece);
            line.Send(random.Next(8) > 0
                ? Pn532Frame.Encode([Pn532Frame.FromReader, code, .. piece.AsSpan(0, random.Next(20))])
                : piece.AsSpan(0, Piece(random, piece)));
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

    private static int Inputs(int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable("GATEHOUSE_FUZZ"), CultureInfo.InvariantCulture, out var wanted) ? wanted : usual;

    /// <summary>What is allocated is for the inputs themselves and does not grow with what came before.</summary>
    private static void Bounded(long before, long inputs) =>
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / inputs, 0, PerInput);

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

    /// <summary>Noise, or frames, or frames with a wrong byte.</summary>
    private static int Piece(Random random, byte[] piece)
    {
        if (random.Next(3) == 0)
        {
            random.NextBytes(piece);
            return random.Next(piece.Length);
        }

        var data = new byte[random.Next(1, 50)];
        random.NextBytes(data);
        var frame = Pn532Frame.Encode(data);
        frame.CopyTo(piece, 0);
        if (random.Next(2) == 0)
        {
            piece[random.Next(frame.Length)] = (byte)random.Next(256);
        }

        return frame.Length;
    }

    /// <summary>Whoever waits has waited.</summary>
    private sealed class HastyTime : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _now += dueTime.Ticks;
            callback(state);
            return System.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>A bus that keeps what is written to most registers and says anything about the rest.</summary>
    private sealed class HostileSpi(Random random) : SpiDevice
    {
        private static readonly byte[] Moody =
        [
            Mfrc522Words.Interrupts, Mfrc522Words.Error, Mfrc522Words.Fifo, Mfrc522Words.FifoLevel, Mfrc522Words.Control, Mfrc522Words.Collision,
        ];

        private readonly byte[] _values = new byte[0x40];

        public long Transfers { get; set; } = long.MaxValue;

        public Action Over { get; init; } = () => { };

        public override SpiConnectionSettings ConnectionSettings { get; } = Mfrc522.Settings(0, 0);

        public override void Read(Span<byte> buffer) => random.NextBytes(buffer);

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (random.Next(10_000) == 0)
            {
                throw new IOException("Error 5 performing SPI data transfer.");
            }

            _values[buffer[0] >> 1] = buffer[^1];
        }

        public override void TransferFullDuplex(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
        {
            if (--Transfers == 0)
            {
                Over();
            }

            random.NextBytes(readBuffer);
            for (var i = 0; i < writeBuffer.Length - 1; i++)
            {
                var register = (byte)((writeBuffer[i] & 0x7F) >> 1);
                if (random.Next(1000) > 0 && !Moody.Contains(register))
                {
                    readBuffer[i + 1] = register == Mfrc522Words.Version ? (byte)0x92 : _values[register];
                }
            }
        }
    }
}
