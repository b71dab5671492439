using System.Reflection;
using Gatehouse.Host.Users;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Gatehouse.Host.Api;

/// <summary>What all addresses of the people's API have in common.</summary>
internal static class ApiConventions
{
    /// <summary>Where they begin.</summary>
    public const string Root = "/api/v1";

    /// <summary>A group of addresses that belong together.</summary>
    /// <param name="routes">Where they are mapped.</param>
    /// <param name="tag">What they are about, as a heading of the reference.</param>
    public static RouteGroupBuilder MapApi(this IEndpointRouteBuilder routes, string tag)
    {
        var group = routes.MapGroup(Root).WithTags(tag);
        return group.RefusingUnknownKeys();
    }

    /// <summary>A misspelt key would else widen what is asked for without a word.</summary>
    public static T RefusingUnknownKeys<T>(this T builder)
        where T : IEndpointConventionBuilder => builder.AddEndpointFilterFactory(RefuseUnknownKeys);

    /// <summary>Only for whoever has a right.</summary>
    /// <param name="builder">The address.</param>
    /// <param name="right">One of <see cref="Rights"/>.</param>
    public static RouteHandlerBuilder Needs(this RouteHandlerBuilder builder, string right) =>
        builder.RequireAuthorization(right).WithMetadata(new NeededRight(right));

    /// <summary>For everybody who is signed in.</summary>
    public static RouteHandlerBuilder NeedsNothing(this RouteHandlerBuilder builder) => builder.RequireAuthorization().WithMetadata(new NeededRight(null));

    /// <summary>Fails where somebody mapped an address of the API and did not say who may use it. Called once it serves: the addresses are made then, which is slow, and are not made twice.</summary>
    public static void RequireThatAllSayWhoMayUseThem(this WebApplication application)
    {
        foreach (var endpoint in application.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            if (endpoint.RoutePattern.RawText?.StartsWith(Root, StringComparison.Ordinal) == true
                && endpoint.Metadata.GetMetadata<IAuthorizeData>() is null && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null)
            {
                throw new InvalidOperationException($"{endpoint.RoutePattern.RawText} does not say who may use it.");
            }
        }
    }

    private static EndpointFilterDelegate RefuseUnknownKeys(EndpointFilterFactoryContext factory, EndpointFilterDelegate next)
    {
        HashSet<string> known = new(factory.MethodInfo.GetParameters().SelectMany(Names), StringComparer.OrdinalIgnoreCase);
        return call => call.HttpContext.Request.Query.Keys.FirstOrDefault(key => !known.Contains(key)) is { } unknown
            ? ValueTask.FromResult<object?>(TypedResults.Problem(
                $"'{unknown}' is not asked for here; known are {string.Join(", ", known)}.", statusCode: StatusCodes.Status400BadRequest))
            : next(call);
    }

    private static IEnumerable<string> Names(ParameterInfo parameter) =>
        parameter.GetCustomAttribute<FromHeaderAttribute>() is not null ? []
            : parameter.GetCustomAttribute<AsParametersAttribute>() is null
            ? IsSimple(parameter.ParameterType) ? [parameter.Name!] : []
            : parameter.ParameterType.GetProperties().Where(p => IsSimple(p.PropertyType)).Select(p => char.ToLowerInvariant(p.Name[0]) + p.Name[1..]);

    private static bool IsSimple(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) is var plain && (plain == typeof(string) || plain.IsPrimitive || plain == typeof(DateTimeOffset) || plain == typeof(string[]));
}
