namespace Gatehouse.Host.Entries;

/// <summary>What an alarm says.</summary>
internal static class AlarmKind
{
    /// <summary>Another record was offered under a number that is held, or one that does not fit its neighbours.</summary>
    public const string Contradiction = "contradiction";

    /// <summary>A signed checkpoint names another record than the one held.</summary>
    public const string Checkpoint = "checkpoint";

    /// <summary>An older copy of the journal was put back: the kiosk says which records contradict those held.</summary>
    public const string OlderCopy = "olderCopy";

    /// <summary>An epoch goes on after a later one has named its end, or two name it: two kiosks write under one name.</summary>
    public const string TwoKiosks = "twoKiosks";

    /// <summary>Records were lost at the gate; the watermark has passed them.</summary>
    public const string Loss = "loss";

    /// <summary>A join token was shown that nobody made, or made for another kiosk.</summary>
    public const string UnknownToken = "unknownToken";

    /// <summary>A join token was shown again, by somebody else than who used it.</summary>
    public const string UsedToken = "usedToken";

    /// <summary>Whether an alarm of this kind says that another history exists.</summary>
    public static bool Contradicts(string kind) => kind is not (Loss or UnknownToken or UsedToken);
}
