using System.ComponentModel.DataAnnotations;
using Gatehouse.Contract;
using Gatehouse.Host.Api;
using Gatehouse.Host.Remote;
using Gatehouse.Host.Users;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Gatehouse.Host.Identity;

/// <summary>Kiosks, for people: the kiosks' own addresses are on a port of their own.</summary>
internal static class KioskEndpoints
{
    /// <summary>What a kiosk may be called, as a pattern; <see cref="KioskId.Rule"/> says it in words.</summary>
    public const string Name = "^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$";

    private static readonly TimeSpan TakenWithin = TimeSpan.FromSeconds(15);

    public static void MapKiosks(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapApi("Kiosks");
        api.MapGet("/kiosks", ListAsync).WithSummary("Kiosks, how long their certificates last, and by which roster they decide").Needs(Rights.GatesRead);
        api.MapGet("/kiosks/{name}", OneAsync).WithSummary("One kiosk; the ETag is for revoking and retiring it").Needs(Rights.GatesRead);
        api.MapDelete("/kiosks/{name}", RetireAsync).WithSummary("Take a kiosk out of use for good: it is refused, and nobody misses it; what it sent stays").Needs(Rights.KiosksWrite);
        api.MapPost("/kiosks/{name}/invitations", InviteAsync).WithSummary("Make a join token; it is in the answer alone").Needs(Rights.KiosksWrite);
        api.MapDelete("/kiosks/{name}/certificates", RevokeAsync).WithSummary("Refuse a kiosk from its next request on").Needs(Rights.KiosksWrite);
        api.MapPost("/kiosks/{name}/find", FindAsync).WithSummary("Have a gate blink and sound for ten seconds").Needs(Rights.KiosksFind);
        api.MapPost("/kiosks/{name}/align", AlignAsync).WithSummary("Have a gate take its whole roster anew").Needs(Rights.KiosksWrite);
        api.MapGet("/commands/{id}", OutcomeAsync).WithSummary("What became of a command").Needs(Rights.GatesRead);
    }

    private static async Task<Ok<KioskList>> ListAsync(KioskRegister register, CancellationToken cancellationToken) =>
        TypedResults.Ok(new KioskList(await register.ListAsync(cancellationToken)));

    private static async Task<Ok<ListedKiosk>> OneAsync([RegularExpression(Name)] string name, HttpResponse response, KioskRegister register, CancellationToken cancellationToken)
    {
        var (kiosk, state) = await register.OneAsync(KioskId.Parse(name), cancellationToken);
        response.Headers.ETag = StateMark.Of(state);
        return TypedResults.Ok(kiosk);
    }

    private static async Task<NoContent> RetireAsync(
        [RegularExpression(Name)] string name, [FromHeader(Name = StateMark.Header), StringLength(StateMark.MaxLength)] string? match, HttpContext http, KioskRegister register, CancellationToken cancellationToken)
    {
        await register.RetireAsync(http.User.Actor(), KioskId.Parse(name), cancellationToken, match);
        return TypedResults.NoContent();
    }

    private static async Task<Created<Invitation>> InviteAsync([RegularExpression(Name)] string name, NewInvitation body, HttpContext http, KioskRegister register, CancellationToken cancellationToken)
    {
        var (token, until) = await register.InviteAsync(
            http.User.Actor(), KioskId.Parse(name), KioskAddress.Parse(body.HostAddress), TimeSpan.FromMinutes(body.Minutes), body.Replace, cancellationToken);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created($"{ApiConventions.Root}/kiosks", new Invitation(token.ToString(), until));
    }

    private static async Task<Ok<Revoked>> RevokeAsync(
        [RegularExpression(Name)] string name, [FromHeader(Name = StateMark.Header), StringLength(StateMark.MaxLength)] string? match, HttpContext http, KioskRegister register, CancellationToken cancellationToken)
    {
        var (certificates, tokens) = await register.RevokeAsync(http.User.Actor(), KioskId.Parse(name), cancellationToken, match);
        return TypedResults.Ok(new Revoked(certificates, tokens));
    }

    private static Task<Accepted<GivenCommand>> FindAsync([RegularExpression(Name)] string name, HttpContext http, CommandBook book, CancellationToken cancellationToken) =>
        GiveAsync(name, KioskCommand.Find, http, book, cancellationToken);

    private static Task<Accepted<GivenCommand>> AlignAsync([RegularExpression(Name)] string name, HttpContext http, CommandBook book, CancellationToken cancellationToken) =>
        GiveAsync(name, KioskCommand.Align, http, book, cancellationToken);

    private static async Task<Accepted<GivenCommand>> GiveAsync(string name, string what, HttpContext http, CommandBook book, CancellationToken cancellationToken)
    {
        var id = await book.GiveAsync(KioskId.Parse(name), what, http.User.Actor(), TakenWithin, cancellationToken);
        return TypedResults.Accepted($"{ApiConventions.Root}/commands/{id}", new GivenCommand(id, null));
    }

    private static async Task<Ok<GivenCommand>> OutcomeAsync([RegularExpression("^[0-9a-f]{32}$")] string id, CommandBook book, CancellationToken cancellationToken) =>
        TypedResults.Ok(new GivenCommand(id, await book.OutcomeAsync(id, cancellationToken)));

    /// <summary>Kiosks.</summary>
    /// <param name="Kiosks">All of them, by name.</param>
    internal sealed record KioskList(IReadOnlyList<ListedKiosk> Kiosks);

    /// <summary>A join token.</summary>
    /// <param name="Token">The token: a secret.</param>
    /// <param name="Until">Until when it may be used, UTC.</param>
    internal sealed record Invitation(string Token, DateTimeOffset Until);

    /// <summary>What was revoked.</summary>
    /// <param name="Certificates">How many certificates were still good.</param>
    /// <param name="JoinTokens">How many join tokens.</param>
    internal sealed record Revoked(int Certificates, int JoinTokens);

    /// <summary>A command to a kiosk.</summary>
    /// <param name="Id">Its name.</param>
    /// <param name="Outcome"><c>taken</c>, <c>stale</c> or <c>unknown</c>; null while the kiosk's record has not come.</param>
    internal sealed record GivenCommand(string Id, string? Outcome);
}
