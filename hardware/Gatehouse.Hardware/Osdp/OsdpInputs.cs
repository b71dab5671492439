using Gatehouse.Hardware.Badges;

namespace Gatehouse.Hardware.Osdp;

/// <summary>Makes badges of what a reader read, and counts what is none.</summary>
internal sealed class OsdpInputs(OsdpOptions options, TimeProvider time)
{
    private static readonly Discard[] Discards = Enum.GetValues<Discard>();

    private readonly OsdpKeypad _keypad = new(time);
    private readonly List<BadgeNumber> _typed = [];
    private readonly long[] _discarded = new long[Discards.Length];

    private enum Discard
    {
        Length,
        Parity,
        Malformed,
        Keypad,
        Formatted,
    }

    /// <summary>Badges that were read and not yet told.</summary>
    public Queue<BadgeRead> Read { get; } = [];

    public IEnumerable<KeyValuePair<string, long>> Discarded =>
        Discards.Select(kind => KeyValuePair.Create(Word(kind), Interlocked.Read(ref _discarded[(int)kind])));

    /// <summary>Takes a reply to a poll that tells of a card or of keys; false when it tells of something else.</summary>
    public bool Take(OsdpReply reply, bool isSecure)
    {
        switch (reply.Code)
        {
            case OsdpReplyCode.Card:
                Card(reply.Payload.Span, isSecure ? CredentialTechnology.SecureChannel : CredentialTechnology.ClearText);
                return true;
            case OsdpReplyCode.FormattedCard:
                Count(Discard.Formatted);
                return true;
            case OsdpReplyCode.Keypad:
                Keys(reply.Payload.Span);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Ends what was typed when no key came for long.</summary>
    public void Tick()
    {
        _keypad.Tick(_typed);
        Typed();
    }

    /// <summary>The reader begins anew: what it said before and nobody has taken is old.</summary>
    public void Renew()
    {
        _keypad.Clear();
        Read.Clear();
    }

    private void Card(ReadOnlySpan<byte> payload, CredentialTechnology technology)
    {
        if (OsdpCard.Read(payload) is not { } card)
        {
            Count(Discard.Malformed);
            return;
        }

        var said = options.Formats.FirstOrDefault(format => format.Length == card.Length) is { } format
            ? format.Decode(card.Bits, card.Length)
            : new WiegandDecoding(null, WiegandFault.Length);
        if (said.Badge is { } badge)
        {
            Read.Enqueue(new BadgeRead(badge, technology, time.GetTimestamp()));
        }
        else
        {
            Count(said.Fault == WiegandFault.Parity ? Discard.Parity : Discard.Length);
        }
    }

    private void Keys(ReadOnlySpan<byte> payload)
    {
        if (!options.Keypad || !_keypad.Take(payload, _typed))
        {
            Count(Discard.Keypad);
        }

        Typed();
    }

    private void Typed()
    {
        foreach (var badge in _typed)
        {
            Read.Enqueue(new BadgeRead(badge, CredentialTechnology.Keyboard, time.GetTimestamp()));
        }

        _typed.Clear();
    }

    private void Count(Discard kind) => Interlocked.Increment(ref _discarded[(int)kind]);

    private static string Word(Discard kind) => kind switch
    {
        Discard.Length => "length",
        Discard.Parity => "parity",
        Discard.Malformed => "malformed",
        Discard.Keypad => "keypad",
        _ => "formatted",
    };
}
