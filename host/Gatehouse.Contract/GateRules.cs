namespace Gatehouse.Contract;

/// <summary>
/// What the host wants of one gate beyond who may pass, until it says otherwise. It is a state and no command: a gate that was
/// out of reach has it as soon as it is back. Nothing in it concerns those who leave.
/// </summary>
/// <param name="Mode">One of <see cref="LaneMode"/>; a word that a kiosk does not know is <see cref="LaneMode.Normal"/> to it.</param>
/// <param name="Until">When the mode ends and the gate is in normal operation again; null for never.</param>
/// <param name="Lockdown">True while nobody may enter the site, whatever the mode.</param>
/// <param name="AntiPassback">How somebody who is in already is treated; null where nobody looks.</param>
/// <param name="Duty">Who has to be on post before anybody else may enter; null where nobody has to.</param>
public sealed record GateRules(
    string Mode = LaneMode.Normal, DateTimeOffset? Until = null, bool Lockdown = false, AntiPassback? AntiPassback = null, DutyRule? Duty = null);

/// <summary>How somebody is treated who wants to enter and is in already, by a passage that was confirmed.</summary>
/// <param name="Hard">Refused; otherwise admitted, and the record says so.</param>
/// <param name="Minutes">For how long a passage counts.</param>
/// <param name="Forgiven">Passages before this count for nobody; null where all do.</param>
public sealed record AntiPassback(bool Hard, int Minutes, DateTimeOffset? Forgiven = null);

/// <summary>The gate lets others enter only while somebody of a group is on post.</summary>
/// <param name="Group">The group.</param>
/// <param name="Minutes">For how long one showing of a badge counts.</param>
public sealed record DutyRule(string Group, int Minutes);

/// <summary>How a gate treats those who want to enter.</summary>
public static class LaneMode
{
    /// <summary>As roster and policy say.</summary>
    public const string Normal = "normal";

    /// <summary>The arm is free: nobody is asked for a badge, and nobody is measured.</summary>
    public const string Free = "free";

    /// <summary>Nobody enters.</summary>
    public const string Locked = "locked";

    /// <summary>Nobody is measured: everybody who may enter is sent to the guard.</summary>
    public const string Guard = "guard";

    /// <summary>Who may enter is measured and passes.</summary>
    public const string Measure = "measure";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Normal, Free, Locked, Guard, Measure];
}
