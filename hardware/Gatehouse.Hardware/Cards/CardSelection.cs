namespace Gatehouse.Hardware.Cards;

/// <summary>
/// Selects one card out of all that answered a request, as ISO/IEC 14443-3 type A, section 6.5.3 has it: on each of up
/// to three cascade levels bit by bit until the cards agree, then by the whole part with its check. Whoever talks to
/// the antenna sends <see cref="Next"/> and hands in the answer, until <see cref="IsOver"/>. An identifier comes out
/// only if one card acknowledged every part of it; parts of two cards cannot be mixed, because only a card that has
/// the whole part acknowledges it, and only that card goes on to the next level.
/// </summary>
public sealed class CardSelection
{
    private const int Levels = 3;
    private const int PartBits = 32;
    private const int PartBytes = 5;
    private const byte Incomplete = 0x04;

    private readonly byte[] _uid = new byte[10];
    private readonly byte[] _part = new byte[PartBytes];
    private int _length;
    private int _level;
    private int _known;
    private bool _selecting;

    /// <summary>The frame to send next.</summary>
    public CardFrame Next => _selecting ? Select() : Anticollision();

    /// <summary>Whether nothing is to be sent any more: there is <see cref="Uid"/> or <see cref="Fault"/>.</summary>
    public bool IsOver => Uid is not null || Fault is not null;

    /// <summary>The selected card.</summary>
    public CardUid? Uid { get; private set; }

    /// <summary>What the selected card can do (SAK).</summary>
    public byte Acknowledge { get; private set; }

    /// <summary>Why no card was selected.</summary>
    public CardFault? Fault { get; private set; }

    /// <summary>Takes the answer to <see cref="Next"/>.</summary>
    /// <param name="answer">What was heard.</param>
    /// <exception cref="InvalidOperationException">The selection is over.</exception>
    public void Take(CardAnswer answer)
    {
        if (IsOver)
        {
            throw new InvalidOperationException("The selection is over.");
        }

        if (answer.IsSilence)
        {
            Fault = CardFault.Torn;
        }
        else if (answer.IsGarbled)
        {
            Fault = CardFault.Garbled;
        }
        else if (_selecting)
        {
            TakeAcknowledge(answer);
        }
        else if (answer.Collision is { } bit)
        {
            TakeCollision(answer.Bytes.Span, bit);
        }
        else
        {
            TakePart(answer.Bytes.Span);
        }
    }

    private CardFrame Anticollision()
    {
        var bits = 16 + _known;
        var valid = (byte)((bits / 8 << 4) | bits % 8);
        return new CardFrame(new[] { Command, valid, _part[0], _part[1], _part[2], _part[3] }.AsMemory(0, (bits + 7) / 8), bits);
    }

    private CardFrame Select() => CardFrame.Closed([Command, 0x70, .. _part]);

    private byte Command => (byte)(0x93 + (2 * _level));

    private void TakePart(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != PartBytes - (_known / 8))
        {
            Fault = CardFault.Garbled;
            return;
        }

        Merge(bytes, 8 * PartBytes);
        if (_part[4] != (_part[0] ^ _part[1] ^ _part[2] ^ _part[3]))
        {
            Fault = CardFault.Garbled;
            return;
        }

        _selecting = true;
    }

    /// <summary>Goes on with those cards that have a one where they differ.</summary>
    private void TakeCollision(ReadOnlySpan<byte> bytes, int bit)
    {
        var at = (_known / 8 * 8) + bit;
        if (at < _known || at >= PartBits || bit >= 8 * bytes.Length)
        {
            // Parts that are equal have equal checks: cards cannot collide there.
            Fault = CardFault.Garbled;
            return;
        }

        Merge(bytes, at);
        _part[at / 8] |= (byte)(1 << (at % 8));
        _known = at + 1;
    }

    private void TakeAcknowledge(CardAnswer answer)
    {
        if (answer.Collision is not null || answer.Bytes.Length != 3 || !CrcA.Closes(answer.Bytes.Span))
        {
            Fault = CardFault.Garbled;
            return;
        }

        Acknowledge = answer.Bytes.Span[0];
        var tagged = _part[0] == CardUid.CascadeTag && _level < Levels - 1;
        if (tagged != ((Acknowledge & Incomplete) != 0))
        {
            Fault = CardFault.Impossible;
        }
        else if (tagged)
        {
            Keep(_part.AsSpan(1, 3));
            (_level, _known, _selecting) = (_level + 1, 0, false);
            Array.Clear(_part);
        }
        else
        {
            Keep(_part.AsSpan(0, 4));
            Uid = CardUid.Of(_uid.AsSpan(0, _length));
            Fault = Uid is null ? CardFault.Impossible : null;
        }
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_uid.AsSpan(_length));
        _length += bytes.Length;
    }

    /// <summary>Adds the bits from the known ones up to, not with, the given one.</summary>
    private void Merge(ReadOnlySpan<byte> bytes, int end)
    {
        for (var bit = _known; bit < end; bit++)
        {
            var mask = 1 << (bit % 8);
            var set = (bytes[(bit / 8) - (_known / 8)] & mask) != 0;
            _part[bit / 8] = (byte)(set ? _part[bit / 8] | mask : _part[bit / 8] & ~mask);
        }
    }
}
