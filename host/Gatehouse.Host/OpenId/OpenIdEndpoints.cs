using System.ComponentModel.DataAnnotations;
using Gatehouse.Host.Api;
using Gatehouse.Host.Composition;
using Gatehouse.Host.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gatehouse.Host.OpenId;

/// <summary>Whose account at the OpenID provider is linked. Links are made in a browser, which has to go to the provider for it.</summary>
internal static class OpenIdEndpoints
{
    public static void MapOpenId(this IEndpointRouteBuilder routes)
    {
        var own = routes.MapApi("Signing in");
        own.MapGet("/session/openid", OwnAsync).WithSummary("Which account at the OpenID provider one has linked").NeedsNothing();
        own.MapDelete("/session/openid", UnlinkOwnAsync).WithSummary("Unlink it; sessions that were begun by it end").NeedsNothing();
        routes.MapApi("Users").MapDelete("/users/{name}/openid", UnlinkAsync).WithSummary("Unlink a user's account at the OpenID provider; sessions that were begun by it end").Needs(Rights.UsersWrite);
    }

    private static async Task<Ok<OpenIdLink>> OwnAsync(HttpContext http, RunOptions run, OpenIdAccounts accounts, CancellationToken cancellationToken)
    {
        var link = await accounts.FindAsync(SessionEndpoints.NeedUser(http), cancellationToken);
        return TypedResults.Ok(new OpenIdLink(run.OpenId?.Provider, link?.Name, link?.Issuer, link?.MadeAt));
    }

    private static async Task<NoContent> UnlinkOwnAsync(HttpContext http, OpenIdAccounts accounts, CancellationToken cancellationToken)
    {
        await accounts.UnlinkAsync(http.User.Actor(), SessionEndpoints.NeedUser(http), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> UnlinkAsync([RegularExpression(UserName.Pattern)] string name, HttpContext http, OpenIdAccounts accounts, CancellationToken cancellationToken)
    {
        await accounts.UnlinkAsync(http.User.Actor(), name, cancellationToken);
        return TypedResults.NoContent();
    }
}

/// <summary>An account at the OpenID provider by which somebody signs in.</summary>
/// <param name="Provider">What people call the provider of this host; absent where there is none.</param>
/// <param name="Account">What the provider called the account when it was linked; absent where none is.</param>
/// <param name="Issuer">The provider of that account.</param>
/// <param name="Since">Since when it is linked, UTC.</param>
internal sealed record OpenIdLink(string? Provider, string? Account, string? Issuer, DateTimeOffset? Since);
