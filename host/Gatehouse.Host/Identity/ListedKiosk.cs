using Gatehouse.Host.Gates;

namespace Gatehouse.Host.Identity;

/// <summary>A kiosk as <c>kiosk list</c> shows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Added">When it joined, or was invited.</param>
/// <param name="NotAfter">When its certificate expires, or its join token.</param>
/// <param name="State"><c>active</c>, <c>expired</c>, <c>revoked</c>, <c>retired</c> or <c>invited</c>.</param>
/// <param name="Words">The four words that the kiosk shows alike; null while it has no certificate.</param>
/// <param name="Roster">The revision of the roster by which it said last that it decides; null while it said none.</param>
/// <param name="RosterAt">When it said so first.</param>
internal sealed record ListedKiosk(string Name, DateTimeOffset Added, DateTimeOffset? NotAfter, string State, string? Words, string? Roster, DateTimeOffset? RosterAt)
{
    /// <summary>How far it is with what it is told; null while it has not joined.</summary>
    public GateState? Gate { get; init; }

    public const string Active = "active";
    public const string Expired = "expired";
    public const string Revoked = "revoked";
    public const string Retired = "retired";
    public const string Invited = "invited";
}
