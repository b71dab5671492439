namespace Gatehouse.Hardware.Badges;

/// <summary>How much a badge that was read proves, from what its reader and its wire are.</summary>
public enum CredentialTechnology
{
    /// <summary>A number sent in the clear: Wiegand, or OSDP outside its secure channel. Whoever reaches the wire can copy it.</summary>
    ClearText,

    /// <summary>A card's identifier as the kiosk's own antenna hears it. It identifies and proves nothing: cards with a chosen identifier are sold.</summary>
    UidOnly,

    /// <summary>A number from a reader in OSDP secure channel: the wire is authenticated and encrypted; what the reader asks of the card is the reader's own.</summary>
    SecureChannel,

    /// <summary>What a keyboard typed, which any keyboard can type.</summary>
    Keyboard,
}
