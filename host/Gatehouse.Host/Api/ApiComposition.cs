using System.Text.Json.Serialization;
using Gatehouse.Contract;
using Gatehouse.Host.Doors;
using Gatehouse.Host.Users;
using Scalar.AspNetCore;

namespace Gatehouse.Host.Api;

/// <summary>The API for people's programs, its description and its reference.</summary>
internal static class ApiComposition
{
    /// <summary>The description in the OpenAPI format.</summary>
    public const string Description = $"{ApiConventions.Root}/openapi.json";

    /// <summary>The same as a page.</summary>
    public const string Reference = "/api/reference";

    public static void AddApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ContractJson.Default);
            json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            json.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            json.SerializerOptions.RespectNullableAnnotations = true;
            json.SerializerOptions.RespectRequiredConstructorParameters = true;
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddExceptionHandler<ApiProblems>();
        services.AddValidation();
        services.AddOpenApi("v1", options =>
        {
            options.ShouldInclude = about => about.RelativePath?.StartsWith("api/v1/", StringComparison.Ordinal) == true
                && !about.ActionDescriptor.EndpointMetadata.OfType<Door>().Contains(Door.Kiosks);
            options.AddDocumentTransformer<ApiDescription>();
            options.AddOperationTransformer<ApiDescription>();
        });
    }

    public static void MapApiDescription(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi(Description).RequireAuthorization().WithMetadata(new NeededRight(null));
        routes.MapScalarApiReference(Reference, options => options
            .WithTitle("Gatehouse API")
            .WithOpenApiRoutePattern(Description)
            .DisableDefaultFonts()
            .DisableAgent()
            .HideDeveloperTools()
            .DisableTelemetry()).RequireAuthorization().WithMetadata(new NeededRight(null));
        routes.Map("/api/{**rest}", NotServed.Address).AllowAnonymous();
    }
}
