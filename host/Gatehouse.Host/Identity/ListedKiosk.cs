namespace Gatehouse.Host.Identity;

/// <summary>A kiosk as <c>kiosk list</c> shows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Added">When it was added.</param>
/// <param name="NotAfter">When its certificate expires.</param>
/// <param name="State"><c>active</c>, <c>expired</c> or <c>revoked</c>.</param>
internal sealed record ListedKiosk(string Name, DateTimeOffset Added, DateTimeOffset? NotAfter, string State)
{
    public const string Active = "active";
    public const string Expired = "expired";
    public const string Revoked = "revoked";
}
