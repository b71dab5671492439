using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Components.Endpoints;

namespace Gatehouse.Host.Users;

/// <summary>Limits how often somebody at one address may try passwords and codes, by the API and by the console's forms together.</summary>
internal sealed class TryLimit : IDisposable
{
    private const int TriesAMinute = 20;

    private readonly PartitionedRateLimiter<string> _tries = PartitionedRateLimiter.Create<string, string>(from => RateLimitPartition.GetFixedWindowLimiter(
        from, _ => new FixedWindowRateLimiterOptions { PermitLimit = TriesAMinute, Window = TimeSpan.FromMinutes(1) }));

    /// <summary>Lets a request pass, or answers that there were too many.</summary>
    public async Task GuardAsync(HttpContext http, RequestDelegate next)
    {
        if (IsTry(http))
        {
            using var lease = _tries.AttemptAcquire(SessionEndpoints.From(http));
            if (!lease.IsAcquired)
            {
                http.Response.Headers.RetryAfter = "60";
                await TypedResults.Problem("There were too many tries from this address: wait a minute.", statusCode: StatusCodes.Status429TooManyRequests).ExecuteAsync(http);
                return;
            }
        }

        await next(http);
    }

    /// <inheritdoc/>
    public void Dispose() => _tries.Dispose();

    /// <summary>The console's forms that are sent without a script are those for signing in.</summary>
    private static bool IsTry(HttpContext http) => http.GetEndpoint()?.Metadata is { } about
        && (about.GetMetadata<LimitedTries>() is not null || (HttpMethods.IsPost(http.Request.Method) && about.GetMetadata<ComponentTypeMetadata>() is not null));
}

/// <summary>Marks an address at which passwords or codes can be tried.</summary>
internal sealed class LimitedTries;
