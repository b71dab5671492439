using System.Diagnostics.CodeAnalysis;
using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Serial;

namespace Gatehouse.Hardware.Cards;

/// <summary>
/// A PN532 on a serial line at 115200 baud (HSU) as a reader of ISO/IEC 14443 type A cards, and of APDUs with those
/// that speak ISO/IEC 14443-4 (user manual UM0701-02). Not for concurrent use.
/// </summary>
/// <param name="line">The line; it is opened by <see cref="StartAsync"/>.</param>
/// <param name="time">Measures patience.</param>
public sealed class Pn532(SerialLine line, TimeProvider time) : IDisposable
{
    /// <summary>Bits per second after power-up.</summary>
    public const int BaudRate = 115200;

    /// <summary>The longest APDU that one exchange carries.</summary>
    public const int LongestApdu = 262;

    private const byte MostTargets = 2;

    private static readonly TimeSpan WakesWithin = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan ListPatience = TimeSpan.FromMilliseconds(500);

    // What the slowest card may ask for by extending its waiting time.
    private static readonly TimeSpan ExchangePatience = TimeSpan.FromSeconds(5);

    private Pn532Link? _link;

    /// <summary>Opens the line anew, wakes the reader and sets it up, from whatever state it is in.</summary>
    /// <exception cref="CardReaderException">The line cannot be opened, or the reader does not answer soundly.</exception>
    public async Task<Pn532Firmware> StartAsync(CancellationToken cancellationToken)
    {
        Close();
        _link = Open();
        await _link.WakeAsync(cancellationToken);
        await Task.Delay(WakesWithin, time, cancellationToken);
        await AskAsync([Pn532Words.SecurityModule, Pn532Words.NoSecurityModule], Patience, cancellationToken);
        var said = await AskAsync([Pn532Words.Firmware], Patience, cancellationToken);
        if (said.Length != 4)
        {
            throw Unsound();
        }

        // Without a bound it would wait for a card for ever: no retry but one for the activation of a card.
        await AskAsync([Pn532Words.RadioConfiguration, Pn532Words.Retries, 0x00, 0x01, 0x01], Patience, cancellationToken);
        return new Pn532Firmware(said.Span[0], said.Span[1], said.Span[2]);
    }

    /// <summary>Switches the field on if it is off, and selects up to two cards, each told apart by the reader itself.</summary>
    /// <returns>The cards; null when the answer contradicts itself.</returns>
    /// <exception cref="CardReaderException">The reader failed.</exception>
    public async Task<IReadOnlyList<Pn532Target>?> ListAsync(CancellationToken cancellationToken)
    {
        var said = await AskAsync([Pn532Words.ListTargets, MostTargets, Pn532Words.TypeA], ListPatience, cancellationToken);
        return Pn532Target.Parse(said.Span);
    }

    /// <summary>Sends an APDU to a selected card and hears its answer. It is sent once, whatever happens to it.</summary>
    /// <param name="target">A card of the last <see cref="ListAsync"/> that <see cref="Pn532Target.SpeaksApdus"/>.</param>
    /// <param name="apdu">Up to <see cref="LongestApdu"/> bytes; nothing is chained.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">The card speaks none, or the APDU is empty or too long.</exception>
    /// <exception cref="CardReaderException">The reader failed.</exception>
    public async Task<Pn532Answer> ExchangeAsync(Pn532Target target, ReadOnlyMemory<byte> apdu, CancellationToken cancellationToken)
    {
        if (!target.SpeaksApdus)
        {
            throw new ArgumentException($"The card {target.Uid} does not speak ISO/IEC 14443-4.", nameof(target));
        }

        if (apdu.Length is 0 or > LongestApdu)
        {
            throw new ArgumentException($"An APDU has 1 to {LongestApdu} bytes, not {apdu.Length}.", nameof(apdu));
        }

        var said = await Link.AskAsync(
            (byte[])[Pn532Words.Exchange, target.Number, .. apdu.Span], ExchangePatience, repeatable: false, cancellationToken);
        return said.IsEmpty
            ? throw Unsound()
            : new Pn532Answer((byte)(said.Span[0] & (Pn532Words.ErrorCode | Pn532Words.MoreToCome)), said[1..]);
    }

    /// <summary>Lets the selected cards go: they halt.</summary>
    /// <exception cref="CardReaderException">The reader failed.</exception>
    public Task ReleaseAsync(CancellationToken cancellationToken) =>
        AskAsync([Pn532Words.ReleaseTargets, Pn532Words.AllTargets], Patience, cancellationToken);

    /// <summary>Switches the field off: every card forgets that it was selected or halted.</summary>
    /// <exception cref="CardReaderException">The reader failed.</exception>
    public Task SwitchFieldOffAsync(CancellationToken cancellationToken) =>
        AskAsync([Pn532Words.RadioConfiguration, Pn532Words.Field, 0x00], Patience, cancellationToken);

    /// <summary>Closes the line; <see cref="StartAsync"/> opens it again.</summary>
    public void Close()
    {
        _link?.Dispose();
        _link = null;
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

    private Pn532Link Link => _link ?? throw new InvalidOperationException("The reader was not started.");

    private Task<ReadOnlyMemory<byte>> AskAsync(byte[] command, TimeSpan patience, CancellationToken cancellationToken) =>
        Link.AskAsync(command, patience, repeatable: true, cancellationToken);

    [SuppressMessage("Reliability", "CA2000", Justification = "The link takes the conversation over and closes it.")]
    private Pn532Link Open()
    {
        try
        {
            return new Pn532Link(new SerialConversation(line.Open(), time), line.Name, time);
        }
        catch (SerialLineException e)
        {
            throw new CardReaderException(e.Denied ? ReaderFault.Denied : ReaderFault.Lost, e.Message, e);
        }
    }

    private CardReaderException Unsound() =>
        new(ReaderFault.Unsound, $"The device at {line.Name} does not answer as a PN532: check that it is one.");
}
