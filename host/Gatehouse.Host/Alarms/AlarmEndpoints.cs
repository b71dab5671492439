using System.ComponentModel.DataAnnotations;
using Gatehouse.Host.Api;
using Gatehouse.Host.Identity;
using Gatehouse.Host.Users;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Gatehouse.Host.Alarms;

/// <summary>Alarms, for those who see to them.</summary>
internal static class AlarmEndpoints
{
    public static void MapAlarms(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapApi("Alarms");
        api.MapGet("/alarms", ListAsync).WithSummary("Alarms, the latest first").Needs(Rights.AlarmsRead);
        api.MapGet("/alarms/{id}", OneAsync).WithSummary("What happened to an alarm; the ETag is for acknowledging and assigning it").Needs(Rights.AlarmsRead);
        api.MapPost("/alarms/{id}/acknowledgement", AcknowledgeAsync).WithSummary("Say that one has seen an alarm").Needs(Rights.AlarmsWrite);
        api.MapPut("/alarms/{id}/assignee", AssignAsync).WithSummary("Say who sees to an alarm").Needs(Rights.AlarmsWrite);
    }

    /// <param name="alarms">The alarms.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="open">Only those that are active or not acknowledged.</param>
    private static async Task<Ok<AlarmPage>> ListAsync(AlarmList alarms, CancellationToken cancellationToken, bool open = false) =>
        TypedResults.Ok(new AlarmPage(await alarms.AllAsync(open, cancellationToken)));

    private static async Task<Ok<AlarmHistory>> OneAsync(long id, HttpResponse response, AlarmList alarms, CancellationToken cancellationToken)
    {
        var (alarm, history) = await alarms.FindAsync(id, cancellationToken) ?? throw NotThere(id);
        response.Headers.ETag = StateMark.Of(AlarmDesk.State(alarm.ClearedAt, alarm.AcknowledgedAt, alarm.Assignee));
        return TypedResults.Ok(new AlarmHistory(alarm, history));
    }

    private static async Task<NoContent> AcknowledgeAsync(long id, [FromHeader(Name = StateMark.Header), StringLength(StateMark.MaxLength)] string? match, HttpContext http, AlarmDesk desk, CancellationToken cancellationToken) =>
        await desk.AcknowledgeAsync(id, http.User.Actor(), cancellationToken, match) is null ? throw NotThere(id) : TypedResults.NoContent();

    private static async Task<NoContent> AssignAsync(
        long id, AlarmAssignee body, [FromHeader(Name = StateMark.Header), StringLength(StateMark.MaxLength)] string? match, HttpContext http, AlarmDesk desk, CancellationToken cancellationToken) =>
        await desk.AssignAsync(id, body.Assignee, http.User.Actor(), cancellationToken, match) is null ? throw NotThere(id) : TypedResults.NoContent();

    private static NotThereException NotThere(long id) => new($"There is no alarm {id}.");

    /// <summary>Alarms.</summary>
    /// <param name="Alarms">Alarms, the latest first.</param>
    internal sealed record AlarmPage(IReadOnlyList<Alarm> Alarms);

    /// <summary>An alarm, and what happened to it.</summary>
    /// <param name="Alarm">The alarm.</param>
    /// <param name="Events">What happened, from the first on.</param>
    internal sealed record AlarmHistory(Alarm Alarm, IReadOnlyList<AlarmEvent> Events);
}
