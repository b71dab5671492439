using System.ComponentModel.DataAnnotations;
using Gatehouse.Contract;
using Gatehouse.Host.Api;
using Gatehouse.Host.Identity;
using Gatehouse.Host.Rosters;
using Gatehouse.Host.Users;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Gatehouse.Host.People;

/// <summary>Visitors, badges that are nobody's, and those who are removed.</summary>
internal static class VisitorEndpoints
{
    private const int LongestNumber = 64;

    public static void MapVisitors(this IEndpointRouteBuilder routes)
    {
        var people = routes.MapApi("People and badges");
        people.MapGet("/badges/unknown", UnknownAsync).WithSummary("Badges that gates refused because they are nobody's").Needs(Rights.PeopleRead);
        people.MapPut("/badges/{badge}/owner", AssignAsync).WithSummary("Give somebody a badge, by its text or by its hash").Needs(Rights.PeopleWrite);
        people.MapPost("/people/{number}/enrolments", EnrolAsync).WithSummary("Have a gate take the next badge that is held to it").Needs(Rights.PeopleWrite);
        people.MapGet("/enrolments/{id}", EnrolmentAsync).WithSummary("What came of an enrolment").Needs(Rights.PeopleRead);
        people.MapDelete("/people/{number}", RemoveAsync).WithSummary("Remove somebody: they enter no more, and their name goes when it is purged").Needs(Rights.PeopleWrite);
        people.MapPost("/people/undo", UndoAsync).WithSummary("Take back the last import, whole or not at all").Needs(Rights.PeopleWrite);
        var visitors = routes.MapApi("Visitors");
        visitors.MapGet("/visitors", ListAsync).WithSummary("Those who are expected or here").Needs(Rights.PeopleRead);
        visitors.MapPost("/visitors", AddAsync).WithSummary("Let somebody in for a time").Needs(Rights.PeopleWrite);
        visitors.MapDelete("/visitors/expired", EndExpiredAsync).WithSummary("End the visits whose time is over: their day badges are returned").Needs(Rights.PeopleWrite);
        visitors.MapDelete("/visitors/{number}", EndAsync).WithSummary("End a visit: the day badge is returned").Needs(Rights.PeopleWrite);
    }

    private static async Task<Ok<UnknownBadges>> UnknownAsync(BadgeRegister badges, CancellationToken cancellationToken) =>
        TypedResults.Ok(new UnknownBadges(await badges.UnknownAsync(cancellationToken)));

    private static async Task<Ok<RosterMade>> AssignAsync([StringLength(100)] string badge, BadgeOwner body, HttpContext http, BadgeRegister badges, CancellationToken cancellationToken) =>
        TypedResults.Ok(new RosterMade((await badges.AssignAsync(http.User.Actor(), badge, body.Person, cancellationToken)).Roster));

    private static async Task<Accepted<EnrolmentBegun>> EnrolAsync([StringLength(LongestNumber)] string number, NewEnrolment body, HttpContext http, BadgeRegister badges, CancellationToken cancellationToken)
    {
        if (!KioskId.TryParse(body.Gate, out var gate))
        {
            throw new HostException($"'{body.Gate}' is not a kiosk's name: {KioskId.Rule}.");
        }

        var id = await badges.EnrolAsync(http.User.Actor(), number, gate, cancellationToken);
        return TypedResults.Accepted($"{ApiConventions.Root}/enrolments/{id}", new EnrolmentBegun(id));
    }

    private static async Task<Ok<Enrolment>> EnrolmentAsync([RegularExpression("^[0-9a-f]{32}$")] string id, BadgeRegister badges, CancellationToken cancellationToken) =>
        TypedResults.Ok(await badges.EnrolmentAsync(id, cancellationToken));

    private static async Task<Ok<RosterMade>> RemoveAsync(
        [StringLength(LongestNumber)] string number, [FromHeader(Name = StateMark.Header), StringLength(StateMark.MaxLength)] string? match, HttpContext http, PersonRemoval removal, CancellationToken cancellationToken) =>
        TypedResults.Ok(new RosterMade(await removal.RemoveAsync(http.User.Actor(), number, cancellationToken, match)));

    private static async Task<Results<Ok<UndoReport>, UnprocessableEntity<UndoReport>>> UndoAsync(HttpContext http, ImportUndo undo, CancellationToken cancellationToken)
    {
        var report = await undo.RunAsync(http.User.Actor(), cancellationToken);
        return report.Refusal is null ? TypedResults.Ok(report) : TypedResults.UnprocessableEntity(report);
    }

    /// <param name="visitors">The visitors.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="all">Also those whose visit has ended.</param>
    private static async Task<Ok<VisitorList>> ListAsync(VisitorRegister visitors, CancellationToken cancellationToken, bool all = false) =>
        TypedResults.Ok(new VisitorList(await visitors.ListAsync(all, cancellationToken)));

    private static async Task<Created<VisitorAdded>> AddAsync(NewVisit body, HttpContext http, VisitorRegister visitors, CancellationToken cancellationToken)
    {
        var (number, roster) = await visitors.AddAsync(http.User.Actor(), new Visit(body.Name, body.Host, body.Group, body.Until, body.Badge, body.Escorted), cancellationToken);
        return TypedResults.Created($"{ApiConventions.Root}/visitors", new VisitorAdded(number, roster));
    }

    private static async Task<Ok<RosterMade>> EndAsync([StringLength(LongestNumber)] string number, HttpContext http, VisitorRegister visitors, CancellationToken cancellationToken) =>
        TypedResults.Ok(new RosterMade((await visitors.EndAsync(http.User.Actor(), number, cancellationToken)).Roster));

    private static async Task<Ok<VisitsEnded>> EndExpiredAsync(HttpContext http, VisitorRegister visitors, CancellationToken cancellationToken)
    {
        var (numbers, roster) = await visitors.EndAsync(http.User.Actor(), null, cancellationToken);
        return TypedResults.Ok(new VisitsEnded(numbers, roster));
    }

    /// <summary>Visits that ended.</summary>
    /// <param name="Numbers">The numbers of the visitors.</param>
    /// <param name="Roster">The revision of the roster that it made; null where nobody's time was over who had a badge.</param>
    internal sealed record VisitsEnded(IReadOnlyList<string> Numbers, string? Roster);

    /// <summary>Badges that are nobody's.</summary>
    /// <param name="Badges">The latest first.</param>
    internal sealed record UnknownBadges(IReadOnlyList<UnknownBadge> Badges);

    /// <summary>An enrolment that was begun.</summary>
    /// <param name="Id">Its name; the badge has to be held to the gate within a minute.</param>
    internal sealed record EnrolmentBegun(string Id);

    /// <summary>Visitors.</summary>
    /// <param name="Visitors">By number.</param>
    internal sealed record VisitorList(IReadOnlyList<ListedVisitor> Visitors);

    /// <summary>A visitor who was added.</summary>
    /// <param name="Number">Their number.</param>
    /// <param name="Roster">The revision of the roster from which on gates know them.</param>
    internal sealed record VisitorAdded(string Number, string Roster);
}
