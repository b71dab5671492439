namespace Gatehouse.Hardware.Badges;

/// <summary>What may be wrong with a reader. Several may be at once.</summary>
public enum ReaderFault
{
    /// <summary>It is not there or does not answer: unplugged, without supply, a broken wire. Nothing is read meanwhile.</summary>
    Lost,

    /// <summary>The kiosk may not use its device: missing rights, or another program holds it. Nothing is read meanwhile.</summary>
    Denied,

    /// <summary>It answers, but what it says cannot be understood. Nothing is read meanwhile.</summary>
    Unsound,

    /// <summary>It is not in secure channel though it was commissioned so. Nothing is read meanwhile.</summary>
    Insecure,

    /// <summary>Its housing is open. It reads on.</summary>
    Tampered,

    /// <summary>It reports trouble with its supply. It reads on.</summary>
    Supply,
}
