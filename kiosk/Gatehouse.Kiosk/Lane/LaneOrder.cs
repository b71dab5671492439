using Gatehouse.Contract;

namespace Gatehouse.Kiosk.Lane;

/// <summary>The mode that the host wants of a gate, as it holds at some time. It concerns those who enter alone.</summary>
/// <param name="Mode">One of <see cref="LaneMode"/>.</param>
/// <param name="Lockdown">Whether nobody may enter the site.</param>
/// <param name="Until">When the mode ends; null for never.</param>
internal readonly record struct LaneOrder(string Mode, bool Lockdown, DateTimeOffset? Until)
{
    /// <summary>Nobody may enter the site.</summary>
    public const string UnderLockdown = "lockdown";

    /// <summary>Nobody may enter by this gate.</summary>
    public const string Locked = "locked";

    /// <summary>As roster and policy say.</summary>
    public static LaneOrder Normal { get; } = new(LaneMode.Normal, Lockdown: false, Until: null);

    /// <summary>Why nobody may enter, in a word; null when somebody may.</summary>
    public string? Refusal => Lockdown ? UnderLockdown : Mode == LaneMode.Locked ? Locked : null;

    /// <summary>Whether the arm is to be free.</summary>
    public bool IsFree => !Lockdown && Mode == LaneMode.Free;

    /// <summary>What holds at a time. Where nobody knows the time, an end has come for a gate that is free, and for no other.</summary>
    public static LaneOrder Of(GateRules? rules, DateTimeOffset? known)
    {
        if (rules is null)
        {
            return Normal;
        }

        var isOver = rules.Until is { } until && (known is { } now ? now >= until : rules.Mode == LaneMode.Free);
        return isOver || rules.Mode == LaneMode.Normal || !LaneMode.All.Contains(rules.Mode)
            ? Normal with { Lockdown = rules.Lockdown }
            : new LaneOrder(rules.Mode, rules.Lockdown, rules.Until);
    }
}
