using System.Diagnostics.CodeAnalysis;
using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Cards;
using Iot.Device.Pn532.ListPassive;
using Iot.Device.Pn532.RfConfiguration;
using Binding = Iot.Device.Pn532.Pn532;

namespace Gatehouse.Hardware.IotBindings;

/// <summary>
/// The package's PN532 as a badge reader, on whatever bus it is opened. Between two looks its field is off, so that every
/// card begins anew. A look blocks its thread; a command without an answer for half a second.
/// </summary>
/// <param name="open">Opens the bus and the reader on it, each time anew; this reader disposes of them.</param>
/// <param name="time">Measures the pauses.</param>
[SuppressMessage("Design", "CA1001", Justification = "The stream of badges opens and closes it.")]
public sealed class IotPn532BadgeReader(Func<Binding> open, TimeProvider time) : CardBadgeReader(time)
{
    private Binding? _reader;

    /// <inheritdoc/>
    protected override Task StartAsync(CancellationToken cancellationToken)
    {
        var reader = _reader = Try(open);
        // Without a bound it would wait for a card for ever: no retry but one for the activation of a card.
        Demand(Try(() => reader.SetMaxRetriesInitialization(
            new MaxRetriesMode { MaxRetryAnswerToReset = 0, MaxRetryPSL = 1, MaxRetryPassiveActivation = 1 })));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override Task<CardLook> LookAsync(CancellationToken cancellationToken)
    {
        var reader = _reader ?? throw new InvalidOperationException("The reader was not started.");
        return Task.FromResult(Try(() => Look(reader)));
    }

    /// <inheritdoc/>
    protected override void Release()
    {
        _reader?.Dispose();
        _reader = null;
    }

    private static CardLook Look(Binding reader)
    {
        // Null is nobody, and as well a reader that does not answer: the next command tells them apart.
        var said = reader.ListPassiveTarget(MaxTarget.Two, TargetBaudRate.B106kbpsTypeA);
        if (said is not null)
        {
            reader.ReleaseTarget(Pn532Words.AllTargets);
        }

        Demand(reader.SetRfField(RfFieldMode.None));
        return said is null
            ? CardLook.Nothing
            : Pn532Target.Parse(said) is { Count: > 0 } targets
                ? CardLook.Of([.. targets.Select(target => target.Uid)])
                : CardLook.Disturbed(CardFault.Impossible);
    }

    private static void Demand(bool answered)
    {
        if (!answered)
        {
            throw new CardReaderException(
                ReaderFault.Lost, "The PN532 does not answer, or not soundly: check its supply, its wires and where its switches stand.");
        }
    }

    /// <summary>The package says by bare exceptions that no PN532 is there, and takes the lengths in a frame as they come.</summary>
    private static T Try<T>(Func<T> talk)
    {
        try
        {
            return talk();
        }
        catch (UnauthorizedAccessException e)
        {
            throw new CardReaderException(ReaderFault.Denied, $"The bus of the PN532 may not be used: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or TimeoutException or InvalidOperationException or ArgumentException || e.GetType() == typeof(Exception))
        {
            throw new CardReaderException(ReaderFault.Lost, $"The PN532 cannot be reached ({e.Message}): check its supply, its wires and where its switches stand.", e);
        }
    }
}
