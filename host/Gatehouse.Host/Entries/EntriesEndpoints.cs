using System.Globalization;
using Gatehouse.Host.Alarms;
using Gatehouse.Host.Doors;
using Gatehouse.Host.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Entries;

/// <summary>The console port's routes for programs.</summary>
internal static class EntriesEndpoints
{
    private const int UsualPage = 50;
    private const string Open = "open";
    private const string Verify = "verify";
    private const string NotVerify = "'verify' is true or false.";

    public static void MapEntries(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/summary", SummaryAsync);
        routes.MapGet("/api/v1/entries", EntriesAsync);
        routes.MapGet("/api/v1/alarms", AlarmsAsync);
        foreach (var address in (string[])["/api/v1/summary", "/api/v1/entries", "/api/v1/alarms"])
        {
            routes.Map(address, (HttpContext context) => NotServed.Method(context, "GET"));
        }

        routes.Map("/api/{**rest}", NotServed.Address);
        routes.MapGet("/export.csv", ExportAsync);
        routes.MapMethods("/health", [HttpMethods.Get, HttpMethods.Head], HealthAsync);
    }

    private static async Task<IResult> SummaryAsync(HttpRequest request, Holdings holdings, CancellationToken cancellationToken) =>
        Unknown(request, Verify) is { } unknown ? BadRequest(unknown)
            : !TryVerify(request, out var reread) ? BadRequest(NotVerify)
            : TypedResults.Json(await holdings.SummaryAsync(reread, cancellationToken), EntryJson.Options);

    private static async Task<IResult> AlarmsAsync(HttpRequest request, AlarmList alarms, CancellationToken cancellationToken) =>
        Unknown(request, Open) is { } unknown ? BadRequest(unknown)
            : !bool.TryParse(request.Query[Open].FirstOrDefault() ?? bool.FalseString, out var open) ? BadRequest("'open' is true or false.")
            : TypedResults.Json(new { Alarms = await alarms.AllAsync(open, cancellationToken) }, EntryJson.Options);

    private static async Task<IResult> EntriesAsync(
        HttpRequest request, EntryList entries, IDbContextFactory<GatehouseContext> contexts, TimeProvider time, CancellationToken cancellationToken)
    {
        var (filter, problem) = Filter(request, time, "after", "limit");
        if (filter is null)
        {
            return BadRequest(problem!);
        }

        string? after = request.Query["after"];
        EntryCursor? place = EntryCursor.TryParse(after, out var cursor) ? cursor : null;
        if (after is not null && place is null)
        {
            return BadRequest("'after' is the 'next' of a page before.");
        }

        string limit = request.Query["limit"].FirstOrDefault() ?? UsualPage.ToString(CultureInfo.InvariantCulture);
        if (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > EntryList.MaxPage)
        {
            return BadRequest($"'limit' is a whole number from 1 to {EntryList.MaxPage}.");
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await filter.UnknownGateAsync(context, cancellationToken) is { } gate)
        {
            return BadRequest(gate);
        }

        var page = await entries.OlderAsync(filter, place, count, cancellationToken);
        return TypedResults.Json(new { page.Entries, Next = page.HasOlder ? page.Entries[^1].Cursor : null }, EntryJson.Options);
    }

    private static async Task<IResult> ExportAsync(
        HttpContext http, IDbContextFactory<GatehouseContext> contexts, TimeProvider time, CancellationToken cancellationToken)
    {
        var (filter, problem) = Filter(http.Request, time, Verify);
        if (filter is null)
        {
            return BadRequest(problem!);
        }

        if (!TryVerify(http.Request, out var reread))
        {
            return BadRequest(NotVerify);
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await filter.UnknownGateAsync(context, cancellationToken) is { } gate)
        {
            return BadRequest(gate);
        }

        var now = TimeZoneInfo.ConvertTime(time.GetUtcNow(), time.LocalTimeZone);
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"gatehouse-entries-{now:yyyyMMdd-HHmmss}.csv\"";
        http.Response.Headers.CacheControl = "no-store";
        // Rows and the statement about their completeness must speak of the same moment.
        await using var snapshot = await context.BeginSnapshotAsync(cancellationToken);
        await EntryExport.WriteAsync(http.Response.Body, context, filter, reread, now, time.LocalTimeZone, cancellationToken);
        return Results.Empty;
    }

    private static async Task<IResult> HealthAsync(IDbContextFactory<GatehouseContext> contexts, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Database.CanConnectAsync(cancellationToken)
            ? TypedResults.Text("healthy\n")
            : TypedResults.Text("the database cannot be opened\n", statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private static (EntryFilter? Filter, string? Problem) Filter(HttpRequest request, TimeProvider time, params string[] besides) =>
        Unknown(request, [.. EntryFilter.Keys, .. besides]) is { } unknown
            ? (null, unknown)
            : EntryFilter.Read(key => request.Query[key], time.LocalTimeZone);

    /// <summary>A misspelt key would else widen what is asked for without a word.</summary>
    private static string? Unknown(HttpRequest request, params string[] known) =>
        request.Query.Keys.FirstOrDefault(key => !known.Contains(key, StringComparer.OrdinalIgnoreCase)) is { } unknown
            ? $"'{unknown}' is not asked for here; known are {string.Join(", ", known)}."
            : null;

    private static bool TryVerify(HttpRequest request, out bool reread) =>
        bool.TryParse(request.Query[Verify].FirstOrDefault() ?? bool.FalseString, out reread);

    private static ProblemHttpResult BadRequest(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest);
}
