using System.Security.Claims;
using Gatehouse.Host.Audit;

namespace Gatehouse.Host.Users;

/// <summary>Who calls, as the claims of a request say.</summary>
internal static class Caller
{
    /// <summary>The claim that holds a right; there are as many as rights.</summary>
    public const string Right = "right";

    /// <summary>The claim that says what kind of caller it is, as <see cref="Actor.Kind"/>.</summary>
    public const string Kind = "kind";

    /// <summary>The claim that names the session.</summary>
    public const string Session = "session";

    /// <summary>The claim of somebody who must set up one-time codes before anything else.</summary>
    public const string MustSetUpCodes = "codes";

    /// <summary>Who to enter in the audit log.</summary>
    public static Actor Actor(this ClaimsPrincipal caller) => new(caller.FindFirstValue(Kind)!, caller.Identity!.Name!);

    /// <summary>Whether the caller has a right.</summary>
    public static bool May(this ClaimsPrincipal caller, string right) => caller.HasClaim(Right, right);

    /// <summary>All rights of the caller.</summary>
    public static IReadOnlyList<string> Rights(this ClaimsPrincipal caller) => [.. Users.Rights.All.Where(caller.May)];
}
