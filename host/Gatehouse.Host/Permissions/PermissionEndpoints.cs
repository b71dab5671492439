using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Host.Api;
using Gatehouse.Host.Identity;
using Gatehouse.Host.Rosters;
using Gatehouse.Host.Storage;
using Gatehouse.Host.Users;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Gatehouse.Host.Permissions;

/// <summary>Which groups enter by which gates, and when.</summary>
internal static class PermissionEndpoints
{
    private const int LongestName = 100;

    public static void MapPermissions(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapApi("Permissions");
        api.MapGet("/access", ListAsync).WithSummary("The rules, the most general first; of those that fit the most particular counts").Needs(Rights.PeopleRead);
        api.MapGet("/access/rule", RuleAsync).WithSummary("One rule; the ETag is for changing it").Needs(Rights.PeopleRead);
        api.MapPut("/access", SetAsync).WithSummary("Say whether a group may enter by a gate, and when").Needs(Rights.PeopleWrite);
        api.MapDelete("/access", ForgetAsync).WithSummary("Take a rule away, so that the next more general one counts").Needs(Rights.PeopleWrite);
        api.MapGet("/schedules", SchedulesAsync).WithSummary("Weekly schedules").Needs(Rights.PeopleRead);
        api.MapGet("/schedules/{name}", ScheduleAsync).WithSummary("One schedule; the ETag is for changing it").Needs(Rights.PeopleRead);
        api.MapPut("/schedules/{name}", SetScheduleAsync).WithSummary("Write a schedule").Needs(Rights.PeopleWrite);
        api.MapDelete("/schedules/{name}", RemoveScheduleAsync).WithSummary("Take a schedule away that no rule uses").Needs(Rights.PeopleWrite);
        api.MapGet("/holidays", HolidaysAsync).WithSummary("The site's days that are not like others").Needs(Rights.PeopleRead);
        api.MapGet("/holidays/{date}", HolidayAsync).WithSummary("Such a day; the ETag is for changing it").Needs(Rights.PeopleRead);
        api.MapPut("/holidays", SetHolidayAsync).WithSummary("Write such a day").Needs(Rights.PeopleWrite);
        api.MapDelete("/holidays/{date}", RemoveHolidayAsync).WithSummary("Have it be a day like others").Needs(Rights.PeopleWrite);
    }

    private static async Task<Ok<RuleList>> ListAsync(AccessRegister access, CancellationToken cancellationToken) =>
        TypedResults.Ok(new RuleList([.. (await access.ListAsync(cancellationToken)).Select(Rule)]));

    private static async Task<Ok<RosterMade>> SetAsync(NewRule body, [FromHeader(Name = StateMark.Header), StringLength(StateMark.MaxLength)] string? match, HttpContext http, AccessRegister access, CancellationToken cancellationToken) =>
        RosterMade.Of(await access.SetAsync(http.User.Actor(), body.Group, body.Gate, body.Allowed, body.Schedule, cancellationToken, match));

    /// <param name="response">The answer.</param>
    /// <param name="access">The rules.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="group">The rule's group; without it the one of every group.</param>
    /// <param name="gate">The rule's gate; without it the one of every gate.</param>
    private static async Task<Ok<RuleView>> RuleAsync(
        HttpResponse response, AccessRegister access, CancellationToken cancellationToken, [StringLength(LongestName, MinimumLength = 1)] string? group = null, [StringLength(KioskId.MaxLength, MinimumLength = 1)] string? gate = null)
    {
        var row = (await access.ListAsync(cancellationToken)).FirstOrDefault(r => r.Group == (group ?? AccessRuleRow.Any) && r.Gate == (gate ?? AccessRuleRow.Any))
            ?? throw new NotThereException("There is no rule for this group and gate alone; GET /api/v1/access shows those there are.");
        response.Headers.ETag = StateMark.Of(AccessRegister.Words(row));
        return TypedResults.Ok(Rule(row));
    }

    /// <param name="match">As what the rule was seen.</param>
    /// <param name="http">The request.</param>
    /// <param name="access">The rules.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="group">The rule's group; without it the one of every group.</param>
    /// <param name="gate">The rule's gate; without it the one of every gate.</param>
    private static async Task<Ok<RosterMade>> ForgetAsync(
        [FromHeader(Name = StateMark.Header), StringLength(StateMark.MaxLength)] string? match, HttpContext http, AccessRegister access, CancellationToken cancellationToken, [StringLength(LongestName, MinimumLength = 1)] string? group = null, [StringLength(KioskId.MaxLength, MinimumLength = 1)] string? gate = null) =>
        RosterMade.Of(await access.ForgetAsync(http.User.Actor(), group, gate, cancellationToken, match));

    private static async Task<Ok<ScheduleList>> SchedulesAsync(ScheduleRegister schedules, CancellationToken cancellationToken) =>
        TypedResults.Ok(new ScheduleList((await schedules.ListAsync(cancellationToken)).ToDictionary(s => s.Name, s => JsonElement.Parse(s.Document.ToString()), StringComparer.Ordinal)));

    private static async Task<Ok<JsonElement>> ScheduleAsync([StringLength(LongestName, MinimumLength = 1)] string name, HttpResponse response, ScheduleRegister schedules, CancellationToken cancellationToken)
    {
        var document = await schedules.OneAsync(name, cancellationToken);
        response.Headers.ETag = StateMark.Of(document);
        return TypedResults.Ok(JsonElement.Parse(document));
    }

    private static async Task<Ok<RosterMade>> SetScheduleAsync([StringLength(LongestName, MinimumLength = 1)] string name, JsonElement body, [FromHeader(Name = StateMark.Header), StringLength(StateMark.MaxLength)] string? match, HttpContext http, ScheduleRegister schedules, CancellationToken cancellationToken)
    {
        var (document, wrong) = ScheduleDocument.Read(body.GetRawText());
        return document is null
            ? throw new BadHttpRequestException($"The schedule is none: {wrong}.")
            : RosterMade.Of(await schedules.SetAsync(http.User.Actor(), name, document, cancellationToken, match));
    }

    private static async Task<Ok<RosterMade>> RemoveScheduleAsync([StringLength(LongestName, MinimumLength = 1)] string name, [FromHeader(Name = StateMark.Header), StringLength(StateMark.MaxLength)] string? match, HttpContext http, ScheduleRegister schedules, CancellationToken cancellationToken) =>
        RosterMade.Of(await schedules.RemoveAsync(http.User.Actor(), name, cancellationToken, match));

    private static async Task<Ok<HolidayList>> HolidaysAsync(HolidayRegister holidays, CancellationToken cancellationToken) =>
        TypedResults.Ok(new HolidayList(await holidays.ListAsync(cancellationToken)));

    private static async Task<Ok<SpecialDay>> HolidayAsync(DateOnly date, HttpResponse response, HolidayRegister holidays, CancellationToken cancellationToken)
    {
        var day = (await holidays.ListAsync(cancellationToken)).FirstOrDefault(d => d.Date == date) ?? throw new NotThereException($"{date:yyyy-MM-dd} is a day like others.");
        response.Headers.ETag = StateMark.Of(HolidayRegister.Words(day));
        return TypedResults.Ok(day);
    }

    private static async Task<Ok<RosterMade>> SetHolidayAsync(SpecialDay body, [FromHeader(Name = StateMark.Header), StringLength(StateMark.MaxLength)] string? match, HttpContext http, HolidayRegister holidays, CancellationToken cancellationToken) =>
        body.Name is { Length: > LongestName }
            ? throw new BadHttpRequestException($"A day's name has at most {LongestName} characters.")
            : RosterMade.Of(await holidays.SetAsync(http.User.Actor(), body, cancellationToken, match));

    private static async Task<Ok<RosterMade>> RemoveHolidayAsync(DateOnly date, [FromHeader(Name = StateMark.Header), StringLength(StateMark.MaxLength)] string? match, HttpContext http, HolidayRegister holidays, CancellationToken cancellationToken) =>
        RosterMade.Of(await holidays.RemoveAsync(http.User.Actor(), date, cancellationToken, match));

    private static RuleView Rule(AccessRuleRow row) =>
        new(row.Group == AccessRuleRow.Any ? null : row.Group, row.Gate == AccessRuleRow.Any ? null : row.Gate, row.Allowed, row.Schedule);

    /// <summary>A rule.</summary>
    /// <param name="Group">The group; null for every group.</param>
    /// <param name="Gate">The gate; null for every gate.</param>
    /// <param name="Allowed">Whether it may enter.</param>
    /// <param name="Schedule">When; null for always.</param>
    internal sealed record RuleView(string? Group, string? Gate, bool Allowed, string? Schedule);

    /// <summary>Rules.</summary>
    /// <param name="Rules">All of them, the most general first.</param>
    internal sealed record RuleList(IReadOnlyList<RuleView> Rules);

    /// <summary>Schedules.</summary>
    /// <param name="Schedules">Each by its name.</param>
    internal sealed record ScheduleList(IReadOnlyDictionary<string, JsonElement> Schedules);

    /// <summary>Days that are not like others.</summary>
    /// <param name="Holidays">By date.</param>
    internal sealed record HolidayList(IReadOnlyList<SpecialDay> Holidays);
}
