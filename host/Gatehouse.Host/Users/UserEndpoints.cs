using System.ComponentModel.DataAnnotations;
using Gatehouse.Host.Api;
using Gatehouse.Host.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Gatehouse.Host.Users;

/// <summary>Users and API tokens, for whoever keeps them.</summary>
internal static class UserEndpoints
{
    public static void MapUsers(this IEndpointRouteBuilder routes)
    {
        var users = routes.MapApi("Users");
        users.MapGet("/users", async (UserRegister register, CancellationToken cancellationToken) => TypedResults.Ok(new UserList(await register.ListAsync(cancellationToken))))
            .WithSummary("Everybody who signs in").Needs(Rights.UsersWrite);
        users.MapGet("/users/{name}", OneAsync).WithSummary("One user; the ETag is for changing them").Needs(Rights.UsersWrite);
        users.MapPost("/users", AddAsync).WithSummary("Add a user").Needs(Rights.UsersWrite);
        users.MapPut("/users/{name}/roles", SetRolesAsync).WithSummary("Say what a user is at the site").Needs(Rights.UsersWrite);
        users.MapPut("/users/{name}/password", SetPasswordAsync).WithSummary("Give a user another password, and one-time codes to set up anew").Needs(Rights.UsersWrite);
        users.MapDelete("/users/{name}", RemoveAsync).WithSummary("Take a user away; the name stays in the audit log").Needs(Rights.UsersWrite);
        users.MapGet("/sessions", async (Sessions sessions, CancellationToken cancellationToken) => TypedResults.Ok(new SessionList(await sessions.ListAsync(null, cancellationToken))))
            .WithSummary("Everybody's sessions").Needs(Rights.UsersWrite);
        users.MapDelete("/sessions/{id}", EndAsync).WithSummary("End somebody's session").Needs(Rights.UsersWrite);

        var tokens = routes.MapApi("Tokens");
        tokens.MapGet("/tokens", async (ApiTokens register, CancellationToken cancellationToken) => TypedResults.Ok(new TokenList(await register.ListAsync(cancellationToken))))
            .WithSummary("The tokens that are good").Needs(Rights.ProgramsWrite);
        tokens.MapPost("/tokens", MakeAsync).WithSummary("Make a token; its secret is in the answer alone").Needs(Rights.ProgramsWrite);
        tokens.MapDelete("/tokens/{name}", RevokeAsync).WithSummary("Revoke a token").Needs(Rights.ProgramsWrite);
    }

    private static async Task<Ok<UserView>> OneAsync([RegularExpression(UserName.Pattern)] string name, HttpResponse response, UserRegister register, CancellationToken cancellationToken)
    {
        var (user, state) = await register.OneAsync(name, cancellationToken);
        response.Headers.ETag = StateMark.Of(state);
        return TypedResults.Ok(user);
    }

    private static async Task<NoContent> AddAsync(NewUser body, HttpContext http, UserRegister register, CancellationToken cancellationToken)
    {
        Check(body.Roles);
        Passwords.Check(body.Password, body.Name);
        await register.AddAsync(http.User.Actor(), body.Name, body.Password, body.Roles, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> SetRolesAsync(
        [RegularExpression(UserName.Pattern)] string name, UserRoles body, [FromHeader(Name = StateMark.Header), StringLength(StateMark.MaxLength)] string? match, HttpContext http, UserRegister register, CancellationToken cancellationToken)
    {
        Check(body.Roles);
        await register.SetRolesAsync(http.User.Actor(), name, body.Roles, cancellationToken, match);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> SetPasswordAsync(
        [RegularExpression(UserName.Pattern)] string name, GivenPassword body, [FromHeader(Name = StateMark.Header), StringLength(StateMark.MaxLength)] string? match, HttpContext http, UserRegister register, CancellationToken cancellationToken)
    {
        Passwords.Check(body.Password, name);
        await register.SetPasswordAsync(http.User.Actor(), name, body.Password, codes: true, cancellationToken, match);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> RemoveAsync(
        [RegularExpression(UserName.Pattern)] string name, [FromHeader(Name = StateMark.Header), StringLength(StateMark.MaxLength)] string? match, HttpContext http, UserRegister register, CancellationToken cancellationToken)
    {
        await register.RemoveAsync(http.User.Actor(), name, cancellationToken, match);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> EndAsync([StringLength(32)] string id, HttpContext http, Sessions sessions, CancellationToken cancellationToken) =>
        await sessions.EndAsync(http.User.Actor(), id, null, cancellationToken) ? TypedResults.NoContent() : throw new NotThereException("There is no such session.");

    private static async Task<Created<NewTokenSecret>> MakeAsync(NewToken body, HttpContext http, ApiTokens register, CancellationToken cancellationToken)
    {
        if (body.Rights.Any(r => r is null || !Rights.All.Contains(r)))
        {
            throw new HostException($"One of these is no right; known are {string.Join(", ", Rights.All)}.");
        }

        if (body.Rights.FirstOrDefault(r => !http.User.May(r)) is { } beyond)
        {
            throw new HostException($"A token gets no right that its maker has not: you have not {beyond}.");
        }

        var (secret, view) = await register.MakeAsync(http.User.Actor(), body.Name, body.Rights, TimeSpan.FromDays(body.Days), cancellationToken);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created($"{ApiConventions.Root}/tokens/{body.Name}", new NewTokenSecret(secret, view.NotAfter));
    }

    private static async Task<NoContent> RevokeAsync([RegularExpression(UserName.Pattern)] string name, HttpContext http, ApiTokens register, CancellationToken cancellationToken)
    {
        await register.RevokeAsync(http.User.Actor(), name, cancellationToken);
        return TypedResults.NoContent();
    }

    private static void Check(IReadOnlyList<string> roles)
    {
        if (roles.Any(r => r is null || !Role.All.Contains(r)))
        {
            throw new HostException($"One of these is no role; known are {string.Join(", ", Role.All)}.");
        }
    }
}

/// <summary>Users.</summary>
/// <param name="Users">All of them, by name.</param>
internal sealed record UserList(IReadOnlyList<UserView> Users);

/// <summary>Tokens.</summary>
/// <param name="Tokens">Those that are good, by name.</param>
internal sealed record TokenList(IReadOnlyList<ApiTokenView> Tokens);

/// <summary>A token that was made.</summary>
/// <param name="Secret">Shown this once.</param>
/// <param name="NotAfter">Until when it is good, UTC.</param>
internal sealed record NewTokenSecret(string Secret, DateTimeOffset NotAfter);
