using System.ComponentModel.DataAnnotations;
using Gatehouse.Contract;
using Gatehouse.Host.Api;
using Gatehouse.Host.Identity;
using Gatehouse.Host.Occupancy;
using Gatehouse.Host.Rosters;
using Gatehouse.Host.Users;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Gatehouse.Host.Gates;

/// <summary>In which mode gates are, and who is in.</summary>
internal static class GateEndpoints
{
    public static void MapGates(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapApi("Gates");
        api.MapGet("/gates/{name}/mode", WantedModeAsync).WithSummary("In which mode a gate is to be; the ETag is for changing it").Needs(Rights.GatesRead);
        api.MapPut("/gates/{name}/mode", ModeAsync).WithSummary("Put a gate in a mode; it concerns those who enter, everybody can leave").Needs(Rights.GatesWrite);
        api.MapPut("/gates/mode", ModesAsync).WithSummary("Put every gate that has joined in a mode").Needs(Rights.GatesWrite);
        api.MapGet("/gates/{name}/duty", WantedDutyAsync).WithSummary("Who has to be on post at a gate; the ETag is for changing it").Needs(Rights.GatesRead);
        api.MapPut("/gates/{name}/duty", DutyAsync).WithSummary("Let others enter by a gate only while somebody of a group is on post there").Needs(Rights.GatesWrite);
        api.MapDelete("/gates/{name}/duty", NoDutyAsync).WithSummary("Let others enter whether somebody is on post or not").Needs(Rights.GatesWrite);
        api.MapGet("/lockdown", LockdownAsync).WithSummary("Whether nobody may enter the site; the ETag is for ending it").Needs(Rights.GatesRead);
        api.MapPut("/lockdown", LockDownAsync).WithSummary("Let nobody enter the site any more; everybody can leave").Needs(Rights.GatesWrite);
        api.MapDelete("/lockdown", AllClearAsync).WithSummary("End the lockdown").Needs(Rights.GatesWrite);
        api.MapGet("/antipassback", WantedPassbackAsync).WithSummary("Whether gates look who is in already; the ETag is for changing it").Needs(Rights.GatesRead);
        api.MapPut("/antipassback", PassbackAsync).WithSummary("Have every gate look who is in already, or none; leaving is never looked at").Needs(Rights.GatesWrite);
        api.MapPost("/forgiveness", ForgiveAsync).WithSummary("Forget that somebody, or everybody, is in already").Needs(Rights.GatesWrite);
        api.MapGet("/muster", MusterAsync).WithSummary("Who is in, and how sure that is").Needs(Rights.EntriesRead);
    }

    private static async Task<Ok<WantedMode>> WantedModeAsync([RegularExpression(KioskEndpoints.Name)] string name, HttpResponse response, GateSettings settings, CancellationToken cancellationToken) =>
        Marked(response, await settings.ModeAsync(KioskId.Parse(name), cancellationToken));

    private static async Task<Ok<RosterMade>> ModeAsync(
        [RegularExpression(KioskEndpoints.Name)] string name, NewMode body, [FromHeader(Name = StateMark.Header), StringLength(StateMark.MaxLength)] string? match, HttpContext http, GateRegister gates, CancellationToken cancellationToken) =>
        RosterMade.Of(await gates.SetModeAsync(KioskId.Parse(name), body.Mode, body.Until, http.User.Actor(), body.Reason, cancellationToken, match));

    private static async Task<Ok<RosterMade>> ModesAsync(NewMode body, HttpContext http, GateRegister gates, CancellationToken cancellationToken) =>
        RosterMade.Of(await gates.SetModeAsync(null, body.Mode, body.Until, http.User.Actor(), body.Reason, cancellationToken));

    private static async Task<Ok<WantedDuty>> WantedDutyAsync([RegularExpression(KioskEndpoints.Name)] string name, HttpResponse response, GateSettings settings, CancellationToken cancellationToken) =>
        Marked(response, await settings.DutyAsync(KioskId.Parse(name), cancellationToken));

    private static async Task<Ok<RosterMade>> DutyAsync(
        [RegularExpression(KioskEndpoints.Name)] string name, NewDuty body, [FromHeader(Name = StateMark.Header), StringLength(StateMark.MaxLength)] string? match, HttpContext http, PassageRegister passages, CancellationToken cancellationToken) =>
        RosterMade.Of(await passages.SetDutyAsync(http.User.Actor(), KioskId.Parse(name), body.Group, body.Minutes, cancellationToken, match));

    private static async Task<Ok<RosterMade>> NoDutyAsync(
        [RegularExpression(KioskEndpoints.Name)] string name, [FromHeader(Name = StateMark.Header), StringLength(StateMark.MaxLength)] string? match, HttpContext http, PassageRegister passages, CancellationToken cancellationToken) =>
        RosterMade.Of(await passages.SetDutyAsync(http.User.Actor(), KioskId.Parse(name), null, PassageRegister.UsualShift, cancellationToken, match));

    private static async Task<Ok<WantedLockdown>> LockdownAsync(HttpResponse response, GateSettings settings, CancellationToken cancellationToken) =>
        Marked(response, await settings.LockdownAsync(cancellationToken));

    private static async Task<Ok<RosterMade>> LockDownAsync(NewLockdown body, HttpContext http, GateRegister gates, CancellationToken cancellationToken) =>
        RosterMade.Of(await gates.LockDownAsync(http.User.Actor(), body.Reason, cancellationToken));

    private static async Task<Ok<RosterMade>> AllClearAsync([FromHeader(Name = StateMark.Header), StringLength(StateMark.MaxLength)] string? match, HttpContext http, GateRegister gates, CancellationToken cancellationToken) =>
        RosterMade.Of(await gates.AllClearAsync(http.User.Actor(), cancellationToken, match));

    private static async Task<Ok<WantedPassback>> WantedPassbackAsync(HttpResponse response, GateSettings settings, CancellationToken cancellationToken) =>
        Marked(response, await settings.PassbackAsync(cancellationToken));

    private static async Task<Ok<RosterMade>> PassbackAsync(NewPassback body, [FromHeader(Name = StateMark.Header), StringLength(StateMark.MaxLength)] string? match, HttpContext http, PassageRegister passages, CancellationToken cancellationToken) =>
        RosterMade.Of(await passages.SetPassbackAsync(http.User.Actor(), body.Rule == NewPassback.Hard, body.Rule == NewPassback.Off ? null : body.Minutes, cancellationToken, match));

    private static async Task<Ok<RosterMade>> ForgiveAsync(Forgiveness body, HttpContext http, PassageRegister passages, CancellationToken cancellationToken) =>
        RosterMade.Of(await passages.ForgiveAsync(http.User.Actor(), body.Person, cancellationToken));

    /// <param name="muster">The list.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="staleHours">After how many hours somebody who came in is not believed to be in any more.</param>
    private static async Task<Ok<MusterList>> MusterAsync(Muster muster, CancellationToken cancellationToken, [Range(1, 72)] int staleHours = 16) =>
        TypedResults.Ok(await muster.ReadAsync(TimeSpan.FromHours(staleHours), cancellationToken));

    private static Ok<T> Marked<T>(HttpResponse response, (T Told, string State) found)
    {
        response.Headers.ETag = StateMark.Of(found.State);
        return TypedResults.Ok(found.Told);
    }
}
