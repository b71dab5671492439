namespace Gatehouse.Hardware.Cards;

/// <summary>What one look into a reader's field found.</summary>
public readonly record struct CardLook
{
    private readonly IReadOnlyList<CardUid>? _cards;

    private CardLook(IReadOnlyList<CardUid> cards, CardFault? fault)
    {
        _cards = cards;
        Fault = fault;
    }

    /// <summary>Nothing answered.</summary>
    public static CardLook Nothing { get; }

    /// <summary>The cards whose identifiers were verified, each by itself. A reader need not look further than two.</summary>
    public IReadOnlyList<CardUid> Cards => _cards ?? [];

    /// <summary>What went wrong with a card that is there; null when nothing did.</summary>
    public CardFault? Fault { get; }

    /// <summary>These cards, soundly.</summary>
    /// <param name="cards">At least one.</param>
    public static CardLook Of(params IReadOnlyList<CardUid> cards) => new(cards, null);

    /// <summary>A card is there and could not be read.</summary>
    /// <param name="fault">Why.</param>
    public static CardLook Disturbed(CardFault fault) => new([], fault);
}
