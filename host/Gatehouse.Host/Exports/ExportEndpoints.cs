using System.ComponentModel.DataAnnotations;
using Gatehouse.Host.Api;
using Gatehouse.Host.Entries;
using Gatehouse.Host.Identity;
using Gatehouse.Host.Storage;
using Gatehouse.Host.Users;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Exports;

/// <summary>Exports of entries: at once as CSV, or as a job in any form.</summary>
internal static class ExportEndpoints
{
    private const string Id = "^[0-9a-f]{32}$";

    public static void MapExports(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapApi("Exports");
        api.MapGet("/exports", async (ExportBook book, CancellationToken cancellationToken) => TypedResults.Ok(new ExportList(await book.ListAsync(cancellationToken))))
            .WithSummary("Exports of the last day, the newest first").Needs(Rights.EntriesRead);
        api.MapPost("/exports", AskAsync).WithSummary("Ask for an export").Needs(Rights.EntriesRead);
        api.MapGet("/exports/{id}", async ([RegularExpression(Id)] string id, ExportBook book, CancellationToken cancellationToken) => TypedResults.Ok(await book.OneAsync(id, cancellationToken)))
            .WithSummary("How far an export is").Needs(Rights.EntriesRead);
        api.MapGet("/exports/{id}/file", FileAsync).WithSummary("The file of an export that is done").Needs(Rights.EntriesRead);
        api.MapDelete("/exports/{id}", RemoveAsync).WithSummary("Take an export back").Needs(Rights.EntriesRead);
        routes.MapGet("/export.csv", CsvAsync).RefusingUnknownKeys().ExcludeFromDescription().Needs(Rights.EntriesRead);
    }

    private static async Task<Accepted<ExportView>> AskAsync(NewExport body, HttpContext http, ExportBook book, IDbContextFactory<GatehouseContext> contexts, TimeProvider time, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var query = new EntryQuery { Person = body.Person, Gate = body.Gate, Verdict = body.Verdict, From = body.From, To = body.To };
        var filter = await query.ReadAsync(context, time, cancellationToken);
        var view = await book.AskAsync(http.User.Actor(), body.Format, filter, body.Verify, cancellationToken);
        return TypedResults.Accepted($"{ApiConventions.Root}/exports/{view.Id}", view);
    }

    private static async Task<Results<FileStreamHttpResult, PushStreamHttpResult>> FileAsync([RegularExpression(Id)] string id, HttpResponse response, ExportBook book, CancellationToken cancellationToken)
    {
        var export = await book.OneAsync(id, cancellationToken);
        if (export.State != ExportRow.Done)
        {
            throw new HostException(export.State == ExportRow.Failed ? "This export could not be made; the host's log says why." : "This export is not done yet: ask for its state.");
        }

        response.Headers.CacheControl = "no-store";
        response.ContentLength = export.Bytes;
        return TypedResults.Stream(output => book.CopyAsync(id, output, cancellationToken), ExportFormat.TypeOf(export.Format), $"gatehouse-entries-{export.MadeAt:yyyyMMdd-HHmmss}.{export.Format}");
    }

    private static async Task<NoContent> RemoveAsync([RegularExpression(Id)] string id, HttpContext http, ExportBook book, CancellationToken cancellationToken)
    {
        await book.RemoveAsync(http.User.Actor(), id, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> CsvAsync([AsParameters] ExportQuery query, HttpContext http, IDbContextFactory<GatehouseContext> contexts, TimeProvider time, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var filter = await query.ReadAsync(context, time, cancellationToken);
        var now = TimeZoneInfo.ConvertTime(time.GetUtcNow(), time.LocalTimeZone);
        http.Response.ContentType = ExportFormat.TypeOf(ExportFormat.Csv);
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"gatehouse-entries-{now:yyyyMMdd-HHmmss}.csv\"";
        http.Response.Headers.CacheControl = "no-store";
        // Rows and the statement about their completeness must speak of the same moment.
        await using var snapshot = await context.BeginSnapshotAsync(cancellationToken);
        await EntryExport.WriteAsync(http.Response.Body, context, ExportFormat.Csv, new ExportJob(filter, query.Verify ?? false, now, time.LocalTimeZone), null, cancellationToken);
        return Results.Empty;
    }
}

/// <summary>Exports.</summary>
/// <param name="Exports">Those of the last day, the newest first.</param>
internal sealed record ExportList(IReadOnlyList<ExportView> Exports);
