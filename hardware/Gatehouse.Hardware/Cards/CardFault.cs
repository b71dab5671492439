namespace Gatehouse.Hardware.Cards;

/// <summary>Why a card in the field is not delivered as a badge.</summary>
public enum CardFault
{
    /// <summary>
    /// More than one card answered during one presentation. Each was told apart and none is taken: a gate lets one
    /// person pass, and nobody can say which of two cards the person meant.
    /// </summary>
    TwoCards,

    /// <summary>Its identifier is random, as phones and some cards have it for privacy: it names nobody.</summary>
    RandomUid,

    /// <summary>It answered, then fell silent before its identifier was verified: pulled away, or too far.</summary>
    Torn,

    /// <summary>An answer had a wrong length, parity or check, or a collision at an unknown place.</summary>
    Garbled,

    /// <summary>It answered soundly what the standard does not allow: an identifier that no card may have.</summary>
    Impossible,
}
