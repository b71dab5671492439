using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Serial;

namespace Gatehouse.Hardware.Cards;

/// <summary>
/// Commands and answers over an open line to a PN532, as UM0701-02, section 6.2.2 has them: each command is
/// acknowledged, then answered; a damaged answer is asked for again; what is not wanted any more is ended.
/// </summary>
internal sealed class Pn532Link(SerialConversation conversation, string name, TimeProvider time) : IDisposable
{
    private const int Attempts = 3;
    private const int Piece = 64;

    // The chip acknowledges within 15 ms; a USB adapter may hold that back for 16 ms more.
    private static readonly TimeSpan AcknowledgePatience = TimeSpan.FromMilliseconds(60);

    // The longest frame lasts 24 ms, and a USB adapter may hold bytes back for 16 ms.
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(40);

    private readonly Pn532FrameParser _parser = new();
    private readonly byte[] _piece = new byte[Piece];

    /// <summary>Sends a command and gives what follows the code in its answer.</summary>
    /// <param name="command">The command's code and its parameters.</param>
    /// <param name="patience">How long the answer may take after the acknowledgement.</param>
    /// <param name="repeatable">
    /// Whether it may be sent again when it is not acknowledged, and its answer asked for again: not if doing it twice
    /// differs from once, nor if the answer before could be taken for its own.
    /// </param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<ReadOnlyMemory<byte>> AskAsync(
        ReadOnlyMemory<byte> command, TimeSpan patience, bool repeatable, CancellationToken cancellationToken)
    {
        var frame = Pn532Frame.Encode([Pn532Frame.FromHost, .. command.Span]);
        try
        {
            await SendAsync(frame, repeatable ? Attempts : 1, cancellationToken);
            return await HearAsync((byte)(command.Span[0] + 1), patience, repeatable, cancellationToken);
        }
        catch (IOException e)
        {
            throw Gone(e);
        }
    }

    public async Task WakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await conversation.WriteAsync(Pn532Words.WakeUp, cancellationToken);
        }
        catch (IOException e)
        {
            throw Gone(e);
        }
    }

    public void Dispose() => conversation.Dispose();

    private async Task SendAsync(ReadOnlyMemory<byte> frame, int attempts, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= attempts; attempt++)
        {
            // What is left of an earlier command must not be taken for this one's answer.
            conversation.Discard();
            _parser.Clear();
            await conversation.WriteAsync(frame, cancellationToken);
            if (await IsAcknowledgedAsync(cancellationToken))
            {
                return;
            }
        }

        throw new CardReaderException(
            ReaderFault.Lost,
            $"The PN532 at {name} does not acknowledge: check its supply, that TX and RX are crossed, that its switches stand at HSU, and 115200 baud.");
    }

    private async Task<bool> IsAcknowledgedAsync(CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (await NextAsync(began, AcknowledgePatience, cancellationToken) is { } frame)
        {
            switch (frame.Kind)
            {
                case Pn532FrameKind.Acknowledge:
                    return true;
                case Pn532FrameKind.Repeat:
                    return false;
                default:
                    // An answer that was late, or noise.
                    continue;
            }
        }

        return false;
    }

    private async Task<ReadOnlyMemory<byte>> HearAsync(byte code, TimeSpan patience, bool repeatable, CancellationToken cancellationToken)
    {
        var (began, limit, damaged) = (time.GetTimestamp(), patience, false);
        for (var asked = 0; ;)
        {
            var frame = await NextAsync(began, limit, cancellationToken);
            switch (frame)
            {
                case { Kind: Pn532FrameKind.Information } when frame.Value.Data.Span is [Pn532Frame.FromReader, var said, ..] && said == code:
                    return frame.Value.Data[2..];
                case { Kind: Pn532FrameKind.Refusal }:
                    throw new CardReaderException(ReaderFault.Unsound, $"The device at {name} refuses a command of the PN532: check that it is one.");
                case { Kind: Pn532FrameKind.Damaged }:
                    // A sound frame may follow what only looked like one; so it is asked again only after that.
                    damaged = true;
                    limit = repeatable && time.GetElapsedTime(began) + Rest is var soon && soon < limit ? soon : limit;
                    break;
                case null when damaged && repeatable && asked < Attempts:
                    asked++;
                    _parser.Clear();
                    await conversation.WriteAsync(Pn532Frame.Repeat, cancellationToken);
                    (began, limit, damaged) = (time.GetTimestamp(), patience, false);
                    break;
                case null:
                    // Lest its answer comes in the midst of the next command.
                    await conversation.WriteAsync(Pn532Frame.Acknowledge, cancellationToken);
                    throw NoAnswer(damaged);
            }
        }
    }

    private CardReaderException Gone(IOException e) =>
        new(ReaderFault.Lost, $"The serial line {name} of the card reader is gone: check its plug.", e);

    private CardReaderException NoAnswer(bool damaged) => damaged
        ? new CardReaderException(
            ReaderFault.Unsound, $"What the PN532 at {name} says is damaged: check its ground, the length of its wires and 115200 baud.")
        : new CardReaderException(
            ReaderFault.Lost, $"The PN532 at {name} acknowledges and does not answer: switch its supply off and on, and check that it is steady.");

    /// <summary>The next frame; null when none came in time.</summary>
    private async Task<Pn532Frame?> NextAsync(long began, TimeSpan limit, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_parser.TryRead(out var frame))
            {
                return frame;
            }

            var left = limit - time.GetElapsedTime(began);
            if (left <= TimeSpan.Zero)
            {
                return null;
            }

            var within = _parser.IsWithinFrame;
            var room = Math.Min(_parser.Room, Piece);
            var read = await conversation.ReadAsync(_piece.AsMemory(0, room), within && Rest < left ? Rest : left, cancellationToken);
            if (read == 0 && within)
            {
                _parser.GiveUp();
                return new Pn532Frame(Pn532FrameKind.Damaged, default);
            }

            _parser.Add(_piece.AsSpan(0, read));
        }
    }
}
