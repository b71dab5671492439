using System.Device.Spi;
using System.Globalization;
using Gatehouse.Hardware.Badges;

namespace Gatehouse.Hardware.Cards;

/// <summary>
/// An MFRC522 over SPI as the antenna to ISO/IEC 14443 type A cards (datasheet rev. 3.9). It needs 3.3 V, never 5 V,
/// and its RST pin at 3.3 V; its IRQ pin is not used. Checks are computed here, not by the chip, whose clones differ.
/// Not for concurrent use.
/// </summary>
public sealed class Mfrc522 : IDisposable
{
    private const int FastestClock = 10_000_000;
    private const int RecommendedClock = 4_000_000;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan StartPatience = TimeSpan.FromMilliseconds(50);

    // A card begins to answer 91 µs after the frame, the longest frame lasts 1 ms, and the chip's own timer 2 ms.
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromMilliseconds(25);

    // Cards need it to come up in a field (ISO/IEC 14443-3, section 5).
    private static readonly TimeSpan CardsWake = TimeSpan.FromMilliseconds(5);

    // The timer starts by itself after each frame and counts 80 steps of 25 µs: 13.56 MHz / (2 · 169 + 1) is 40 kHz.
    // Full modulation and the start value of CRC_A are type A's; the gain of 43 dB reads through a kiosk's front.
    private static readonly (byte Register, byte Value)[] Setup =
    [
        (Mfrc522Words.TimerMode, 0x80),
        (Mfrc522Words.TimerPrescaler, 169),
        (Mfrc522Words.TimerReloadHigh, 0),
        (Mfrc522Words.TimerReloadLow, 80),
        (Mfrc522Words.TxAsk, 0x40),
        (Mfrc522Words.Mode, 0x3D),
        (Mfrc522Words.ReceiverGain, 0x60),
    ];

    private static readonly byte[] SetupRegisters = [.. Setup.Select(s => s.Register)];
    private static readonly byte[] SetupValues = [.. Setup.Select(s => s.Value)];

    private readonly SpiDevice _device;
    private readonly Mfrc522Bus _bus;
    private readonly TimeProvider _time;

    /// <summary>A driver that owns its device; nothing is sent before it is asked.</summary>
    /// <param name="device">The bus, best with <see cref="Settings"/>.</param>
    /// <param name="time">Measures patience.</param>
    /// <exception cref="ArgumentException">The bus is faster than 10 MHz or not in mode 0.</exception>
    public Mfrc522(SpiDevice device, TimeProvider time)
    {
        var settings = device.ConnectionSettings;
        if (settings.Mode != SpiMode.Mode0 || settings.ClockFrequency > FastestClock)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"An MFRC522 wants SPI mode 0 and at most 10 MHz, not {settings.Mode} and {settings.ClockFrequency} Hz."),
                nameof(device));
        }

        _device = device;
        _bus = new Mfrc522Bus(device);
        _time = time;
    }

    /// <summary>How to open its bus: mode 0 at 4 MHz.</summary>
    /// <param name="bus">The number of the bus, 0 for <c>/dev/spidev0.0</c>.</param>
    /// <param name="chipSelect">The number of the chip select line.</param>
    public static SpiConnectionSettings Settings(int bus, int chipSelect) =>
        new(bus, chipSelect) { ClockFrequency = RecommendedClock, Mode = SpiMode.Mode0 };

    /// <summary>Sets the chip back, sets it up and switches its antenna on, from whatever state it is in.</summary>
    /// <exception cref="CardReaderException">It is not there, or does not keep what is written to it.</exception>
    public async Task<Mfrc522Version> StartAsync(CancellationToken cancellationToken)
    {
        ReadVersion();
        _bus.Write(Mfrc522Words.Command, Mfrc522Words.SoftReset);
        var began = _time.GetTimestamp();
        do
        {
            if (_time.GetElapsedTime(began) > StartPatience)
            {
                throw new CardReaderException(
                    ReaderFault.Unsound, "The MFRC522 does not come back from its reset: switch its supply off and on, and check that its RST pin is at 3.3 V.");
            }

            await Task.Delay(Poll, _time, cancellationToken);
        }
        while ((_bus.Read(Mfrc522Words.Command) & Mfrc522Words.PowerDown) != 0);

        foreach (var (register, value) in Setup)
        {
            _bus.Write(register, value);
        }

        _bus.Write(Mfrc522Words.Collision, 0);
        _bus.Write(Mfrc522Words.TxControl, (byte)(_bus.Read(Mfrc522Words.TxControl) | Mfrc522Words.AntennaOn));
        var version = ReadVersion();
        if (!IsSetUp())
        {
            throw new CardReaderException(
                ReaderFault.Unsound, "The MFRC522 does not keep what is written to it: check MOSI, the length of the wires and a clock of 4 MHz or less.");
        }

        await Task.Delay(CardsWake, _time, cancellationToken);
        RequireCool(_bus.Read(Mfrc522Words.Error));
        return version;
    }

    /// <summary>Makes sure that the chip is there, as it was set up, and not too hot to hear a card.</summary>
    /// <exception cref="CardReaderException">It is gone, was reset by a dip of its supply, or is too hot.</exception>
    public void Verify()
    {
        ReadVersion();
        if (!IsSetUp())
        {
            throw new CardReaderException(
                ReaderFault.Supply, "The MFRC522 has lost its settings: its supply dipped. Check its 3.3 V supply, 10 µF at its pins, and the plug.");
        }

        RequireCool(_bus.Read(Mfrc522Words.Error));
    }

    /// <summary>Sends a frame and waits for the answer, 2 ms at most until it begins.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="CardReaderException">The chip failed.</exception>
    public async Task<CardAnswer> TransceiveAsync(CardFrame frame, CancellationToken cancellationToken)
    {
        var framing = (byte)((frame.AnswerBit << 4) | frame.LastBits);
        _bus.Write(Mfrc522Words.Command, Mfrc522Words.Idle);
        _bus.Write(Mfrc522Words.Interrupts, Mfrc522Words.AllInterrupts);
        _bus.Write(Mfrc522Words.FifoLevel, Mfrc522Words.Flush);
        _bus.Write(Mfrc522Words.Fifo, frame.Bytes.Span);
        _bus.Write(Mfrc522Words.BitFraming, framing);
        _bus.Write(Mfrc522Words.Command, Mfrc522Words.Transceive);
        _bus.Write(Mfrc522Words.BitFraming, (byte)(Mfrc522Words.StartSend | framing));
        var happened = await WaitAsync(cancellationToken);
        var answer = Hear(happened);
        _bus.Write(Mfrc522Words.Command, Mfrc522Words.Idle);
        return answer;
    }

    /// <summary>Switches the antenna off.</summary>
    /// <exception cref="CardReaderException">The bus failed.</exception>
    public void Stop() => _bus.Write(Mfrc522Words.Command, Mfrc522Words.SoftReset);

    /// <summary>Closes the bus.</summary>
    public void Dispose() => _device.Dispose();

    private Mfrc522Version ReadVersion() => _bus.Read(Mfrc522Words.Version) switch
    {
        0x00 or 0xFF => throw new CardReaderException(
            ReaderFault.Lost, "No MFRC522 answers on the SPI bus: check its 3.3 V supply, MISO, MOSI, SCK and the chip select, and that its RST pin is at 3.3 V."),
        var value => new Mfrc522Version(value),
    };

    /// <summary>The bit stays as long as the chip is hot; no command clears it (section 9.3.1.7). A chip that is hot hears no card, which must not pass for an empty field.</summary>
    private static void RequireCool(byte error)
    {
        if ((error & Mfrc522Words.TooHot) != 0)
        {
            throw new CardReaderException(
                ReaderFault.Unsound, "The MFRC522 is too hot and has switched its antenna off: check for metal at the antenna and for a supply above 3.3 V.");
        }
    }

    private bool IsSetUp()
    {
        Span<byte> values = stackalloc byte[SetupRegisters.Length];
        _bus.Read(SetupRegisters, values);
        return values.SequenceEqual(SetupValues) && (_bus.Read(Mfrc522Words.TxControl) & Mfrc522Words.AntennaOn) == Mfrc522Words.AntennaOn;
    }

    private async Task<byte> WaitAsync(CancellationToken cancellationToken)
    {
        const byte Over = Mfrc522Words.Received | Mfrc522Words.TimedOut;
        var began = _time.GetTimestamp();
        byte happened;
        do
        {
            await Task.Delay(Poll, _time, cancellationToken);
            happened = _bus.Read(Mfrc522Words.Interrupts);
        }
        while ((happened & Over) == 0 && _time.GetElapsedTime(began) < AnswerPatience);

        return happened;
    }

    private CardAnswer Hear(byte happened)
    {
        var error = _bus.Read(Mfrc522Words.Error);
        if ((error & Mfrc522Words.TooHot) != 0)
        {
            // What reads so may also be gone.
            Verify();
            RequireCool(error);
        }

        if ((happened & Mfrc522Words.Received) != 0)
        {
            return Receive(error);
        }

        if ((happened & Mfrc522Words.TimedOut) != 0)
        {
            // Less than five bits do not stop the timer: that is noise and not a card.
            return CardAnswer.Silence;
        }

        if ((happened & Mfrc522Words.Failed) != 0)
        {
            return CardAnswer.Garbled;
        }

        Verify();
        throw new CardReaderException(ReaderFault.Unsound, "The timer of the MFRC522 does not run: switch its supply off and on; replace it if this stays.");
    }

    private CardAnswer Receive(byte error)
    {
        var length = _bus.Read(Mfrc522Words.FifoLevel);
        var whole = (_bus.Read(Mfrc522Words.Control) & 0x07) == 0;
        if (length is 0 or > Mfrc522Words.FifoSize || (error & Mfrc522Words.Overflow) != 0)
        {
            return CardAnswer.Garbled;
        }

        var bytes = new byte[length];
        _bus.ReadFifo(bytes);
        if ((error & Mfrc522Words.Collided) != 0)
        {
            var place = _bus.Read(Mfrc522Words.Collision);
            var position = (place & Mfrc522Words.Position) is var p and > 0 ? p : 32;
            return (place & Mfrc522Words.NoPosition) != 0 ? CardAnswer.Garbled : CardAnswer.Collided(bytes, position - 1);
        }

        return whole && (error & (Mfrc522Words.BadParity | Mfrc522Words.BadProtocol)) == 0 ? CardAnswer.Of(bytes) : CardAnswer.Garbled;
    }
}
