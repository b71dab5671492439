using System.Device.Spi;
using System.Diagnostics.CodeAnalysis;
using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Cards;
using Iot.Device.Mfrc522;

namespace Gatehouse.Hardware.IotBindings;

/// <summary>
/// The package's MFRC522 over SPI as a badge reader. Between two looks its field is off, so that every card begins anew.
/// A look blocks its thread: 36 ms for every frame that nobody answers. What the package does not check of a card's
/// answer is not checked.
/// </summary>
/// <param name="device">The bus, best with <see cref="Mfrc522.Settings"/>; whoever made it disposes of it.</param>
/// <param name="time">Measures the pauses.</param>
[SuppressMessage("Design", "CA1001", Justification = "The package's reader owns nothing but the bus, which is not ours to close.")]
public sealed class IotMfrc522BadgeReader(SpiDevice device, TimeProvider time) : CardBadgeReader(time)
{
    // It is neither the value after a reset nor what a broken wire reads as: who gives it back is there and set up.
    private const Gain Gain = Iot.Device.Mfrc522.Gain.G43dB;

    // Cards need it to come up in a field (ISO/IEC 14443-3, section 5).
    private static readonly TimeSpan CardsWake = TimeSpan.FromMilliseconds(5);

    private readonly TimeProvider _time = time;
    private MfRc522? _chip;

    /// <inheritdoc/>
    protected override Task StartAsync(CancellationToken cancellationToken)
    {
        _chip = Try(() => new MfRc522(device) { Gain = Gain });
        Verify(_chip);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task<CardLook> LookAsync(CancellationToken cancellationToken)
    {
        var chip = _chip ?? throw new InvalidOperationException("The reader was not started.");
        Verify(chip);
        Try(() => chip.Enabled = true);
        await Task.Delay(CardsWake, _time, cancellationToken);
        var look = Try(() => Look(chip));
        Verify(chip);
        Try(() => chip.Enabled = false);
        return look;
    }

    /// <inheritdoc/>
    protected override void Release()
    {
        try
        {
            _chip?.PrepareForSleep();
        }
        catch (IOException)
        {
            // It is gone; there is nothing to switch off.
        }

        _chip = null;
    }

    private static CardLook Look(MfRc522 chip)
    {
        if (Select(chip) is not { } first)
        {
            return CardLook.Nothing;
        }

        // Whoever still answers when the first is halted is a second card.
        return first.Cards.Count == 0 || !chip.Halt() || Select(chip) is not { } second
            ? first
            : second.Cards.Count == 0 ? second : CardLook.Of(first.Cards[0], second.Cards[0]);
    }

    /// <summary>One card that was called; null when nobody answered the call.</summary>
    private static CardLook? Select(MfRc522 chip) =>
        chip.ListenToCardIso14443TypeA(out var card, TimeSpan.Zero)
            ? CardUid.Of(card.NfcId) is { } uid ? CardLook.Of(uid) : CardLook.Disturbed(CardFault.Impossible)
            : card.Atqa != 0 ? CardLook.Disturbed(CardFault.Garbled) : null;

    private static void Verify(MfRc522 chip)
    {
        if (Try(() => chip.Gain) != Gain)
        {
            throw new CardReaderException(
                ReaderFault.Lost,
                "No MFRC522 keeps its settings on the SPI bus: check its 3.3 V supply, MISO, MOSI, SCK and the chip select, and that its RST pin is at 3.3 V.");
        }
    }

    private static T Try<T>(Func<T> transfer)
    {
        try
        {
            return transfer();
        }
        catch (IOException e)
        {
            throw new CardReaderException(ReaderFault.Lost, $"The SPI bus of the MFRC522 failed ({e.Message}): check that SPI is switched on and may be used.", e);
        }
    }
}
