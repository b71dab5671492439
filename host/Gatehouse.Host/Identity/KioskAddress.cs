using System.Net;

namespace Gatehouse.Host.Identity;

/// <summary>How kiosks reach a host.</summary>
internal static class KioskAddress
{
    /// <summary>Reads an address that is given to a kiosk.</summary>
    /// <exception cref="HostException">It is none.</exception>
    public static Uri Parse(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address is { Scheme: "https", PathAndQuery: "/", UserInfo: "", Fragment: "" }
        && IsReachable(address.IdnHost.Trim('[', ']'))
            ? address
            : throw new HostException($"'{text}' is not an address for a host: it must be https://NAME:PORT without a path, as a kiosk reaches it.");

    private static bool IsReachable(string name) =>
        Authority.IsName(name) && !(IPAddress.TryParse(name, out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)));
}
