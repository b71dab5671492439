using System.Globalization;
using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Serial;

namespace Gatehouse.Hardware.Osdp;

/// <summary>
/// Questions and answers with one reader over an open line. A command without an answer is repeated as it was, with its
/// sequence number, so that a reader that heard it gives the same answer again and not the next one.
/// </summary>
internal sealed class OsdpLink(SerialConversation line, string lineName, OsdpOptions options, OsdpDecoder decoder, TimeProvider time) : IDisposable
{
    // From the last byte of a command to the first of its answer, and the longest silence within one (5.7).
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(200);

    // The longest answer at 9600 bits a second after the longest wait for it: on a line that babbles it is never silent.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(400);

    // Two bytes at 9600 bits a second: the rest between two packets (5.7).
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(3);

    // With one attempt more and the driver's pause after trouble it stays under the 2 s in which a lost reader is told.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(1200);
    private static readonly TimeSpan BeforeAgain = TimeSpan.FromMilliseconds(50);

    private readonly string _reader = string.Create(CultureInfo.InvariantCulture, $"the OSDP reader at address {options.Address} on {lineName}");
    private readonly byte[] _piece = new byte[OsdpPacket.Longest];
    private OsdpSecureChannel? _channel;
    private int _sequence;
    private Heard _heard;
    private long _heardAt;

    private enum Heard
    {
        Nothing,
        Noise,
        Stranger,
        Busy,
        BadCheck,
    }

    public bool IsSecure => _channel is not null;

    /// <summary>Whether the last command was sent more than once before its answer came: the answer may be to an earlier one.</summary>
    public bool WasRepeated { get; private set; }

    /// <summary>Begins anew in the clear: the next command ends whatever session the reader is in.</summary>
    public void Restart()
    {
        _channel?.Dispose();
        _channel = null;
        _sequence = 0;
    }

    /// <summary>From now on everything goes through a secure channel, which the link takes over.</summary>
    public void Secure(OsdpSecureChannel channel) => _channel = channel;

    public OsdpException Insecure(string because) =>
        new(ReaderFault.Insecure, $"No badge is taken from {_reader}: {because}");

    public OsdpException Unsound(string because) => new(ReaderFault.Unsound, $"What {_reader} says is of no use: {because}");

    /// <summary>Asks until answered; one attempt takes 200 ms when nothing comes, all together 1.2 s.</summary>
    /// <param name="command">What to ask.</param>
    /// <param name="handshake">The security block of a handshake's command.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OsdpException">No sound answer came, or one that a secure channel forbids.</exception>
    /// <exception cref="IOException">The line is gone.</exception>
    public async ValueTask<OsdpReply> AskAsync(OsdpCommand command, OsdpSecurityBlock? handshake, CancellationToken cancellationToken)
    {
        var header = new OsdpHeader(options.Address, IsReply: false, _sequence, options.Crc, handshake);
        var asked = _channel?.Seal(header, (byte)command.Code, command.Payload.Span)
            ?? new OsdpPacket(header, (byte)command.Code, command.Payload.Span);
        byte[] bytes = [OsdpPacket.Mark, .. asked.Bytes.Span];
        var began = time.GetTimestamp();
        WasRepeated = false;
        while (true)
        {
            if (Rest - time.GetElapsedTime(_heardAt) is var rest && rest > TimeSpan.Zero)
            {
                await Task.Delay(rest, time, cancellationToken);
            }

            decoder.Clear();
            line.Discard();
            await line.WriteAsync(bytes, cancellationToken);
            if (await HearAsync(cancellationToken) is { } answer)
            {
                _sequence = (_sequence % 3) + 1;
                return Open(answer, handshake is not null);
            }

            if (_heard is Heard.Busy or Heard.BadCheck)
            {
                await Task.Delay(BeforeAgain, time, cancellationToken);
            }

            if (time.GetElapsedTime(began) >= Patience)
            {
                throw Missing();
            }

            WasRepeated = true;
        }
    }

    public ValueTask<OsdpReply> AskAsync(OsdpCommand command, CancellationToken cancellationToken) => AskAsync(command, null, cancellationToken);

    public void Dispose() => _channel?.Dispose();

    private async ValueTask<OsdpPacket?> HearAsync(CancellationToken cancellationToken)
    {
        _heard = Heard.Nothing;
        var began = time.GetTimestamp();
        while (Longest - time.GetElapsedTime(began) is var left && left > TimeSpan.Zero)
        {
            var read = await line.ReadAsync(_piece, left < Silence ? left : Silence, cancellationToken);
            if (read == 0)
            {
                return null;
            }

            _heardAt = time.GetTimestamp();
            if (Answer(_piece.AsSpan(0, read)) is { } answer)
            {
                return answer;
            }

            if (_heard is Heard.Busy or Heard.BadCheck)
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>The answer among what has come. The command's own echo and answers to earlier ones are passed over.</summary>
    private OsdpPacket? Answer(ReadOnlySpan<byte> bytes)
    {
        _heard = _heard == Heard.Nothing ? Heard.Noise : _heard;
        while (decoder.Next(ref bytes) is { } packet)
        {
            var header = packet.Header;
            var inTheClear = header.Security is null;
            if (!header.IsReply)
            {
                _heard = Heard.Nothing;
            }
            else if (header.Address != options.Address)
            {
                _heard = Heard.Stranger;
            }
            else if (inTheClear && packet.Code == (byte)OsdpReplyCode.Busy)
            {
                _heard = Heard.Busy;
            }
            else if (inTheClear && packet.Code == (byte)OsdpReplyCode.Nak && packet.Payload is [(byte)OsdpRefusal.Check])
            {
                _heard = Heard.BadCheck;
            }
            else if (header.Sequence == _sequence || (header.Sequence == 0 && packet.Code == (byte)OsdpReplyCode.Nak))
            {
                // A reader that has begun anew refuses with sequence 0 (5.9).
                return packet;
            }
        }

        return null;
    }

    private OsdpReply Open(OsdpPacket answer, bool isHandshake)
    {
        var code = (OsdpReplyCode)answer.Code;
        if (_channel is null)
        {
            if (answer.Header.Security is not null && !isHandshake)
            {
                throw Unsound("it answers in a secure channel that this lane has not opened. Look for another panel on its line.");
            }

            return new OsdpReply(code, answer.Payload.ToArray(), answer.Header.Security);
        }

        if (answer.Header.Security is null)
        {
            throw Insecure($"it left the secure channel and answered in the clear ({new OsdpReply(code, answer.Payload.ToArray(), null)}). Its supply may have been interrupted; if that comes again, look for someone on its cable.");
        }

        return _channel.Open(answer) is { } payload
            ? new OsdpReply(code, payload, answer.Header.Security)
            : throw Insecure("its answer was not made with the keys of this session. If that comes again, look for someone on its cable.");
    }

    private OsdpException Missing() => _heard switch
    {
        Heard.Nothing => new(ReaderFault.Lost, $"Nothing comes from {_reader}: check its supply, its wires A and B, and the address and baud rate that are set in it."),
        Heard.Stranger => new(ReaderFault.Unsound, $"Another reader answers in place of {_reader}: check the addresses that are set in the readers of this line."),
        Heard.Busy => new(ReaderFault.Unsound, $"Busy is all that {_reader} says: interrupt its supply for ten seconds."),
        Heard.BadCheck => new(ReaderFault.Unsound, $"Commands reach {_reader} damaged: check termination, shield and the length of the cable."),
        _ => new(ReaderFault.Unsound, $"What comes from {_reader} cannot be understood: check that A and B are not swapped, the baud rate, the termination, and that no two readers have one address."),
    };
}
