using System.Net;
using Gatehouse.Host.Composition;
using Microsoft.AspNetCore.Http.Extensions;

namespace Gatehouse.Host.Doors;

/// <summary>Keeps each port to its own routes, and the console to browsers that were sent there by nobody else.</summary>
internal sealed class DoorGuard(RequestDelegate next, RunOptions options)
{
    public Task InvokeAsync(HttpContext context)
    {
        var door = context.Features.Get<Door>();
        var belongs = context.GetEndpoint()?.Metadata.GetMetadata<Door>() ?? Door.Console;
        if (door is null || belongs != door)
        {
            return AnswerAsync(context, StatusCodes.Status404NotFound, $"{context.Request.GetEncodedPathAndQuery()} is not found on this port.");
        }

        if (door == Door.Console && !IsLoopback(context.Request.Host.Host) && !string.Equals(context.Request.Host.Host, options.ConsoleName, StringComparison.OrdinalIgnoreCase))
        {
            // A page elsewhere may let its own name point here (DNS rebinding).
            return AnswerAsync(context, StatusCodes.Status421MisdirectedRequest, "The console answers only to localhost, 127.0.0.1 and the name of --console-name.");
        }

        if (door == Door.Console && !IsOwnOrigin(context.Request))
        {
            return AnswerAsync(context, StatusCodes.Status403Forbidden, "Another site may not use the console.");
        }

        return next(context);
    }

    private static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    /// <summary>A browser names the origin on web sockets and on writes; a script of another site cannot hide it.</summary>
    private static bool IsOwnOrigin(HttpRequest request)
    {
        string? origin = request.Headers.Origin;
        return string.IsNullOrEmpty(origin)
            || (Uri.TryCreate(origin, UriKind.Absolute, out var from)
                && string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }

    private static Task AnswerAsync(HttpContext context, int status, string detail) =>
        TypedResults.Problem(detail, statusCode: status).ExecuteAsync(context);
}
