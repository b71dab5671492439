using System.ComponentModel.DataAnnotations;
using System.Globalization;
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
        api.MapGet("/people/{number}", OneAsync).WithSummary("One person; the ETag is for changing them").Needs(Rights.PeopleRead);
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
        response.Headers.ETag = Mark(changed);
        return TypedResults.Ok(person);
    }

    private static async Task<Results<Ok<RosterMade>, ProblemHttpResult>> ChangeAsync(
        [StringLength(LongestNumber)] string number, PersonChange body, [FromHeader(Name = "If-Match"), StringLength(40)] string? match, HttpContext http, PeopleList people, PeopleRegister register, CancellationToken cancellationToken)
    {
        if (match is not null && Mark((await people.OneAsync(number, cancellationToken)).ChangedIn) != match)
        {
            return TypedResults.Problem($"Somebody changed {number} since: look again, and decide again.", statusCode: StatusCodes.Status412PreconditionFailed);
        }

        var (_, roster) = await register.SuspendAsync(http.User.Actor(), number, body.Suspended, cancellationToken);
        return TypedResults.Ok(new RosterMade(roster));
    }

    /// <param name="http">The request; its body is the sheet.</param>
    /// <param name="import">Takes it over.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="dryRun">Only say what would change.</param>
    private static async Task<Results<Ok<ImportReport>, UnprocessableEntity<ImportReport>, ProblemHttpResult>> ImportAsync(
        HttpContext http, PeopleImport import, CancellationToken cancellationToken, bool dryRun = false)
    {
        var type = http.Request.GetTypedHeaders().ContentType?.MediaType.Value;
        if (type is not (Csv or Xlsx))
        {
            return TypedResults.Problem($"A sheet is {Csv} or {Xlsx}, not {type ?? "nothing"}.", statusCode: StatusCodes.Status415UnsupportedMediaType);
        }

        // Sheets are read by their name's end, and spreadsheets from end to start.
        var file = Path.Combine(Path.GetTempPath(), $"gatehouse-{Path.GetRandomFileName()}{(type == Csv ? ".csv" : ".xlsx")}");
        try
        {
            await using (var aside = new FileStream(file, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = SecretFile.OwnerOnly }))
            {
                await http.Request.Body.CopyToAsync(aside, cancellationToken);
            }

            var report = await import.RunAsync(http.User.Actor(), new ImportWish(file, dryRun, BadRows: null, Map: null), cancellationToken);
            return report.ErrorCount > 0 ? TypedResults.UnprocessableEntity(report) : TypedResults.Ok(report);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<Ok<RosterMade>> SetBadgeAsync([StringLength(100)] string badge, BadgeState body, HttpContext http, PeopleRegister register, CancellationToken cancellationToken)
    {
        var (_, roster) = await register.SetBadgeAsync(http.User.Actor(), badge, body.State, cancellationToken);
        return TypedResults.Ok(new RosterMade(roster));
    }

    private static string Mark(long changed) => string.Create(CultureInfo.InvariantCulture, $"\"{changed}\"");
}

/// <summary>A page of people.</summary>
/// <param name="People">People by number.</param>
/// <param name="Next">To be given as <c>after</c> for those that follow; null where there are none.</param>
internal sealed record PeoplePage(IReadOnlyList<PersonView> People, string? Next);
