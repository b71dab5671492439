using System.Security.Cryptography;
using System.Text;
using Gatehouse.Host.Storage;
using Gatehouse.Host.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Api;

/// <summary>
/// Lets a program send a write again whose answer it has not got: what has the same <c>Idempotency-Key</c> of the same caller is
/// done once, and answered alike for a day.
/// </summary>
internal sealed class IdempotencyKeys(RequestDelegate next, IDbContextFactory<GatehouseContext> contexts, TimeProvider time)
{
    /// <summary>The header.</summary>
    public const string Header = "Idempotency-Key";

    /// <summary>The longest key, in characters.</summary>
    public const int MaxLength = 64;

    private const int LargestAnswer = 256 * 1024;

    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    public async Task InvokeAsync(HttpContext http)
    {
        string? key = http.Request.Headers[Header];
        if (key is null || !HttpMethods.IsPost(http.Request.Method) || http.User.Identity?.IsAuthenticated != true || !http.Request.Path.StartsWithSegments(ApiConventions.Root, StringComparison.Ordinal))
        {
            await next(http);
            return;
        }

        if (key.Length is 0 or > MaxLength || key.Any(c => c is < '!' or > '~'))
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest, $"{Header} has 1 to {MaxLength} letters, digits and signs without blanks.");
            return;
        }

        var row = new AnswerRow { SiteId = SiteRow.First, Caller = http.User.Actor().ToString(), Key = key, Request = await HashAsync(http.Request), At = time.GetUtcNow() };
        if (await BeginAsync(row, http.RequestAborted) is { } before)
        {
            await AnswerAsync(http, row, before);
            return;
        }

        await DoAsync(http, row);
    }

    /// <summary>Does it and keeps the answer; what could not be done for a fault of the host may be sent again.</summary>
    private async Task DoAsync(HttpContext http, AnswerRow row)
    {
        var wire = http.Response.Body;
        using var answer = new MemoryStream();
        http.Response.Body = answer;
        var isKept = false;
        try
        {
            await next(http);
            isKept = http.Response.StatusCode is < StatusCodes.Status500InternalServerError and not StatusCodes.Status429TooManyRequests && answer.Length <= LargestAnswer;
        }
        finally
        {
            http.Response.Body = wire;
            await EndAsync(http.Response, row, answer, isKept);
        }

        answer.Position = 0;
        await answer.CopyToAsync(wire, http.RequestAborted);
    }

    /// <summary>Takes the key; gives what it was taken for, if it was.</summary>
    private async Task<AnswerRow?> BeginAsync(AnswerRow row, CancellationToken cancellationToken)
    {
        var old = row.At - Kept;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Answers.Where(a => a.SiteId == row.SiteId && a.At < old).ExecuteDeleteAsync(cancellationToken);
        context.Answers.Add(row);
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return null;
        }
        catch (DbUpdateException)
        {
            context.ChangeTracker.Clear();
            return await context.Answers.AsNoTracking().SingleOrDefaultAsync(a => a.SiteId == row.SiteId && a.Caller == row.Caller && a.Key == row.Key, cancellationToken) ?? throw new InvalidOperationException("The key is taken and is not there.");
        }
    }

    private async Task EndAsync(HttpResponse response, AnswerRow row, MemoryStream answer, bool isKept)
    {
        // Whoever has gone meanwhile asks again and is to be answered.
        await using var context = await contexts.CreateDbContextAsync(CancellationToken.None);
        var own = context.Answers.Where(a => a.SiteId == row.SiteId && a.Caller == row.Caller && a.Key == row.Key);
        if (!isKept)
        {
            await own.ExecuteDeleteAsync(CancellationToken.None);
            return;
        }

        var isSecret = response.Headers.CacheControl == "no-store";
        var body = isSecret || answer.Length == 0 ? null : answer.ToArray();
        var (status, type) = (response.StatusCode, response.ContentType);
        await own.ExecuteUpdateAsync(
            a => a.SetProperty(x => x.Status, status).SetProperty(x => x.ContentType, type).SetProperty(x => x.Body, body).SetProperty(x => x.Secret, isSecret), CancellationToken.None);
    }

    private static async Task AnswerAsync(HttpContext http, AnswerRow row, AnswerRow before)
    {
        if (before.Request != row.Request)
        {
            await RefuseAsync(http, StatusCodes.Status422UnprocessableEntity, $"This {Header} was given to another request: give each its own.");
        }
        else if (before.Status == 0)
        {
            await RefuseAsync(http, StatusCodes.Status409Conflict, "This request is being done, or was when the host ended: look whether it is done, and send it with another key where it is not.");
        }
        else if (before.Secret)
        {
            await RefuseAsync(http, StatusCodes.Status409Conflict, "This request was done; its answer held a secret, which is not kept. Take back what it made, and make it anew with another key.");
        }
        else
        {
            (http.Response.StatusCode, http.Response.ContentType) = (before.Status, before.ContentType);
            http.Response.Headers["Idempotent-Replayed"] = "true";
            await http.Response.Body.WriteAsync(before.Body ?? [], http.RequestAborted);
        }
    }

    private static async Task<string> HashAsync(HttpRequest request)
    {
        request.EnableBuffering();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString} {request.ContentType}\n"));
        var buffer = new byte[16 * 1024];
        while (await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted) is > 0 and var read)
        {
            hash.AppendData(buffer, 0, read);
        }

        request.Body.Position = 0;
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static Task RefuseAsync(HttpContext http, int status, string detail) => TypedResults.Problem(detail, statusCode: status).ExecuteAsync(http);
}
