using System.ComponentModel.DataAnnotations;
using Gatehouse.Contract;
using Gatehouse.Host.Api;
using Gatehouse.Host.Identity;
using Gatehouse.Host.Occupancy;
using Gatehouse.Host.Rosters;
using Gatehouse.Host.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gatehouse.Host.Gates;

/// <summary>In which mode gates are, and who is in.</summary>
internal static class GateEndpoints
{
    public static void MapGates(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapApi("Gates");
        api.MapPut("/gates/{name}/mode", ModeAsync).WithSummary("Put a gate in a mode; it concerns those who enter, everybody can leave").Needs(Rights.GatesWrite);
        api.MapPut("/lockdown", LockDownAsync).WithSummary("Let nobody enter the site any more; everybody can leave").Needs(Rights.GatesWrite);
        api.MapDelete("/lockdown", AllClearAsync).WithSummary("End the lockdown").Needs(Rights.GatesWrite);
        api.MapPost("/forgiveness", ForgiveAsync).WithSummary("Forget that somebody, or everybody, is in already").Needs(Rights.GatesWrite);
        api.MapGet("/muster", MusterAsync).WithSummary("Who is in, and how sure that is").Needs(Rights.EntriesRead);
    }

    private static async Task<Ok<RosterMade>> ModeAsync([RegularExpression(KioskEndpoints.Name)] string name, NewMode body, HttpContext http, GateRegister gates, CancellationToken cancellationToken) =>
        RosterMade.Of(await gates.SetModeAsync(KioskId.Parse(name), body.Mode, body.Until, http.User.Actor(), body.Reason, cancellationToken));

    private static async Task<Ok<RosterMade>> LockDownAsync(NewLockdown body, HttpContext http, GateRegister gates, CancellationToken cancellationToken) =>
        RosterMade.Of(await gates.LockDownAsync(http.User.Actor(), body.Reason, cancellationToken));

    private static async Task<Ok<RosterMade>> AllClearAsync(HttpContext http, GateRegister gates, CancellationToken cancellationToken) =>
        RosterMade.Of(await gates.AllClearAsync(http.User.Actor(), cancellationToken));

    private static async Task<Ok<RosterMade>> ForgiveAsync(Forgiveness body, HttpContext http, PassageRegister passages, CancellationToken cancellationToken) =>
        RosterMade.Of(await passages.ForgiveAsync(http.User.Actor(), body.Person, cancellationToken));

    /// <param name="muster">The list.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="staleHours">After how many hours somebody who came in is not believed to be in any more.</param>
    private static async Task<Ok<MusterList>> MusterAsync(Muster muster, CancellationToken cancellationToken, [Range(1, 72)] int staleHours = 16) =>
        TypedResults.Ok(await muster.ReadAsync(TimeSpan.FromHours(staleHours), cancellationToken));
}
