namespace Gatehouse.Hardware.Cards;

/// <summary>
/// One presentation after the other: it begins with the first answer, ends when three looks in a row met silence, and
/// delivers at most one badge. A disturbed answer is an answer: the card is still there.
/// </summary>
internal sealed class CardPresence
{
    private const int SilentLooks = 3;

    private CardUid? _card;
    private bool _refused;
    private int _silent;

    /// <summary>What a look makes of the presentation: a card to deliver, or a reason to count, or neither.</summary>
    public (CardUid? Deliver, CardFault? Count) Take(CardLook look)
    {
        if (look.Fault is { } fault)
        {
            _silent = 0;
            return (null, fault);
        }

        if (look.Cards.Count == 0)
        {
            Unseen();
            return (null, null);
        }

        _silent = 0;
        return _refused ? (null, null) : Judge(look.Cards);
    }

    /// <summary>Nothing was seen: silence, or a reader that failed.</summary>
    public void Unseen()
    {
        if (++_silent >= SilentLooks)
        {
            (_card, _refused, _silent) = (null, false, 0);
        }
    }

    private (CardUid? Deliver, CardFault? Count) Judge(IReadOnlyList<CardUid> cards)
    {
        var first = cards[0];
        // Of two cards, one may be too weak to be seen in every look: a second identifier is a second card.
        if (cards.Count > 1 || (_card is not null && _card != first))
        {
            return Refuse(CardFault.TwoCards);
        }

        if (first.IsRandom)
        {
            return Refuse(CardFault.RandomUid);
        }

        var deliver = _card is null ? first : null;
        _card = first;
        return (deliver, null);
    }

    private (CardUid? Deliver, CardFault? Count) Refuse(CardFault fault)
    {
        _refused = true;
        return (null, fault);
    }
}
