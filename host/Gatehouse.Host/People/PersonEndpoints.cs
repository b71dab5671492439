using System.ComponentModel.DataAnnotations;
using Gatehouse.Host.Api;
using Gatehouse.Host.Exports;
using Gatehouse.Host.Storage;
using Gatehouse.Host.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gatehouse.Host.People;

/// <summary>All that is known of somebody, and its end; and the sheet by which people are brought.</summary>
internal static class PersonEndpoints
{
    private const int LongestNumber = 64;

    public static void MapPersons(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapApi("People and badges");
        api.MapGet("/people/{number}/export", ExportAsync).WithSummary("All that this host has of somebody as one ZIP, measured values among it; each look is entered in the audit log")
            .Needs(Rights.PeopleRead).Needs(Rights.HealthRead);
        api.MapPost("/people/{number}/purge", PurgeAsync).WithSummary("Erase the name of somebody who was removed, wherever this host has it").Needs(Rights.PeopleWrite);
        api.MapGet("/people/template", TemplateAsync).WithSummary("An empty sheet with the columns that an import knows").Needs(Rights.PeopleWrite);
    }

    /// <remarks>Written aside first: half of it must not look like all.</remarks>
    private static async Task<FileStreamHttpResult> ExportAsync([StringLength(LongestNumber)] string number, HttpContext http, DataFolder folder, PersonExport export, CancellationToken cancellationToken)
    {
        var file = folder.Aside();
        try
        {
            await export.WriteAsync(http.User.Actor(), number, file, cancellationToken);
            file.Position = 0;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }

        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Stream(file, "application/zip", $"gatehouse-person-{Uri.EscapeDataString(number)}.zip");
    }

    private static async Task<Ok<Purged>> PurgeAsync([StringLength(LongestNumber)] string number, NewPurge body, HttpContext http, PersonRemoval removal, CancellationToken cancellationToken) =>
        TypedResults.Ok(new Purged(await removal.PurgeAsync(http.User.Actor(), number, body.Days, cancellationToken)));

    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="format">csv or xlsx.</param>
    /// <param name="language">In which language its headings are, en or zh.</param>
    private static async Task<FileContentHttpResult> TemplateAsync(
        CancellationToken cancellationToken,
        [AllowedValues(SheetTemplate.Csv, SheetTemplate.Xlsx)] string format = SheetTemplate.Xlsx,
        [AllowedValues(SheetTemplate.English, SheetTemplate.Chinese)] string language = SheetTemplate.English)
    {
        using var file = new MemoryStream();
        await SheetTemplate.WriteAsync(file, format, language, cancellationToken);
        return TypedResults.File(file.ToArray(), ExportFormat.TypeOf(format), $"gatehouse-people.{format}");
    }

    /// <summary>What was erased.</summary>
    /// <param name="Records">From how many records.</param>
    internal sealed record Purged(int Records);
}
