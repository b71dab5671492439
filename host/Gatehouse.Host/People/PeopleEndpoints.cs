using System.ComponentModel.DataAnnotations;
using Gatehouse.Host.Api;
using Gatehouse.Host.Identity;
using Gatehouse.Host.Rosters;
using Gatehouse.Host.Users;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;

namespace Gatehouse.Host.People;

/// <summary>People and badges.</summary>
internal static class PeopleEndpoints
{
    private const string Csv = "text/csv";
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private const int LargestSheet = 64 * 1024 * 1024;
    private const int LongestNumber = 64;

    public static void MapPeople(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapApi("People and badges");
        api.MapGet("/people", PageAsync).WithSummary("People by number").Needs(Rights.PeopleRead);
        api.MapGet("/people/{number}", OneAsync).WithSummary("One person; the ETag is for changing them and their badges").Needs(Rights.PeopleRead);
        api.MapPatch("/people/{number}", ChangeAsync).WithSummary("Let somebody in no more, or again").Needs(Rights.PeopleWrite);
        api.MapPost("/people/import", ImportAsync).WithSummary("Take over a sheet, whole or not at all").Needs(Rights.PeopleWrite)
            .WithMetadata(new RequestSizeLimitAttribute(LargestSheet))
            .AddOpenApiOperationTransformer((operation, _, _) =>
            {
                operation.RequestBody = new OpenApiRequestBody
                {
                    Required = true,
                    Description = "The sheet; its first line names the columns, as `gatehouse-host people import --help` says.",
                    Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { [Csv] = new OpenApiMediaType(), [Xlsx] = new OpenApiMediaType() },
                };
                return Task.CompletedTask;
            });
        api.MapPut("/badges/{badge}/state", SetBadgeAsync).WithSummary("Say that a badge is lost, suspended, returned or active").Needs(Rights.BadgesWrite);
    }

    /// <param name="people">The people.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="search">A part of a name, or a number.</param>
    /// <param name="after">The <c>next</c> of the page before.</param>
    /// <param name="limit">At most so many.</param>
    private static async Task<Ok<PeoplePage>> PageAsync(
        PeopleList people, CancellationToken cancellationToken, [StringLength(100)] string? search = null, [StringLength(LongestNumber)] string? after = null, [Range(1, 500)] int limit = 50)
    {
        var page = await people.PageAsync(search, after, limit, cancellationToken);
        return TypedResults.Ok(new PeoplePage(page, page.Count == limit ? page[^1].Number : null));
    }

    private static async Task<Ok<PersonView>> OneAsync([StringLength(LongestNumber)] string number, PeopleList people, HttpResponse response, CancellationToken cancellationToken)
    {
        var (person, changed) = await people.OneAsync(number, cancellationToken);
        response.Headers.ETag = StateMark.Of(PeopleRegister.State(changed));
        return TypedResults.Ok(person);
    }

    private static async Task<Ok<RosterMade>> ChangeAsync(
        [StringLength(LongestNumber)] string number, PersonChange body, [FromHeader(Name = StateMark.Header), StringLength(StateMark.MaxLength)] string? match, HttpContext http, PeopleRegister register, CancellationToken cancellationToken)
    {
        var (_, roster) = await register.SuspendAsync(http.User.Actor(), number, body.Suspended, cancellationToken, match);
        return TypedResults.Ok(new RosterMade(roster));
    }

    /// <param name="http">The request; its body is the sheet.</param>
    /// <param name="import">Takes it over.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="dryRun">Only say what would change.</param>
    /// <param name="leaveOut">Leave the rows out in which something is wrong, take over the others, and give those back as CSV.</param>
    /// <param name="map">Which heading is which column, such as name=Nachname; again for each. It is remembered; none alone forgets it.</param>
    private static async Task<Results<Ok<ImportReport>, UnprocessableEntity<ImportReport>, ProblemHttpResult>> ImportAsync(
        HttpContext http, PeopleImport import, CancellationToken cancellationToken, bool dryRun = false, bool leaveOut = false, [FromQuery] string[]? map = null)
    {
        var type = http.Request.GetTypedHeaders().ContentType?.MediaType.Value;
        if (type is not (Csv or Xlsx))
        {
            return TypedResults.Problem($"A sheet is {Csv} or {Xlsx}, not {type ?? "nothing"}.", statusCode: StatusCodes.Status415UnsupportedMediaType);
        }

        // Sheets are read by their name's end, and spreadsheets from end to start.
        var file = Path.Combine(Path.GetTempPath(), $"gatehouse-{Path.GetRandomFileName()}{(type == Csv ? ".csv" : ".xlsx")}");
        var bad = $"{file}-bad.csv";
        try
        {
            await using (var aside = new FileStream(file, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = SecretFile.OwnerOnly }))
            {
                await http.Request.Body.CopyToAsync(aside, cancellationToken);
            }

            var wish = new ImportWish(file, dryRun, leaveOut ? bad : null, map is { Length: > 0 } pairs ? SheetColumns.Map(pairs) : null);
            var report = await import.RunAsync(http.User.Actor(), wish, cancellationToken);
            return report.ErrorCount == 0 ? TypedResults.Ok(report)
                : leaveOut ? TypedResults.Ok(report with { BadSheet = await File.ReadAllTextAsync(bad, cancellationToken) })
                : TypedResults.UnprocessableEntity(report);
        }
        finally
        {
            File.Delete(file);
            File.Delete(bad);
        }
    }

    private static async Task<Ok<RosterMade>> SetBadgeAsync(
        [StringLength(100)] string badge, BadgeState body, [FromHeader(Name = StateMark.Header), StringLength(StateMark.MaxLength)] string? match, HttpContext http, PeopleRegister register, CancellationToken cancellationToken)
    {
        var (_, roster) = await register.SetBadgeAsync(http.User.Actor(), badge, body.State, cancellationToken, match);
        return TypedResults.Ok(new RosterMade(roster));
    }
}

/// <summary>A page of people.</summary>
/// <param name="People">People by number.</param>
/// <param name="Next">To be given as <c>after</c> for those that follow; null where there are none.</param>
internal sealed record PeoplePage(IReadOnlyList<PersonView> People, string? Next);
