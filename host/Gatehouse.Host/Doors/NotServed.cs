using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing.Template;

namespace Gatehouse.Host.Doors;

/// <summary>Answers for programs where no route is meant: a page for people is of no use to them.</summary>
internal static class NotServed
{
    public static IResult Address(HttpContext context, EndpointDataSource endpoints)
    {
        string[] allowed =
        [
            .. endpoints.Endpoints.OfType<RouteEndpoint>()
                .Where(e => e.Metadata.GetMetadata<Door>() != Door.Kiosks && e.RoutePattern.RawText?.StartsWith("/api/v1/", StringComparison.Ordinal) == true && Matches(e.RoutePattern, context.Request.Path))
                .SelectMany(e => e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [])
                .Distinct().Order(StringComparer.Ordinal),
        ];
        if (allowed.Length == 0)
        {
            return TypedResults.Problem("There is nothing at this address of the API: /api/reference shows it.", statusCode: StatusCodes.Status404NotFound);
        }

        return Method(context, string.Join(", ", allowed));
    }

    public static IResult Method(HttpContext context, string allowed)
    {
        context.Response.Headers.Allow = allowed;
        return TypedResults.Problem($"This address takes {allowed}.", statusCode: StatusCodes.Status405MethodNotAllowed);
    }

    private static bool Matches(RoutePattern pattern, PathString path) =>
        new TemplateMatcher(new RouteTemplate(pattern), []).TryMatch(path, []);
}
