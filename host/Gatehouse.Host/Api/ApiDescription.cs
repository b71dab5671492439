using Gatehouse.Host.Users;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Gatehouse.Host.Api;

/// <summary>What the description says beyond what the addresses themselves say: how to sign in, which right each needs, how problems look.</summary>
internal sealed class ApiDescription : IOpenApiDocumentTransformer, IOpenApiOperationTransformer
{
    private const string Token = "token";

    /// <summary>The member of an operation that names the right it needs, or both, with a blank between; empty where it is enough to be signed in.</summary>
    public const string Right = "x-right";

    private static readonly (string Status, string Means)[] Problems =
    [
        ("400", "Something of the request is not as described; the detail says what."),
        ("401", "Nobody is signed in, and no token that is good was shown."),
        ("403", "The right is missing."),
        ("404", "What is meant is not there."),
        ("409", "It cannot be done as things are; the detail says why."),
    ];

    /// <inheritdoc/>
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Gatehouse",
            Version = "v1",
            Description = "Everything that the console does. Times are RFC 3339; lists are paged by key: `next` of a page is `after` of the following one. Problems are RFC 9457 ProblemDetails.",
        };
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
        document.Components.SecuritySchemes[Token] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "A token of `gatehouse-host token make`, or of POST /api/v1/tokens. Browsers use the cookie of their session.",
        };
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        operation.Responses ??= [];
        foreach (var (status, means) in Problems)
        {
            operation.Responses[status] = Problem(means);
        }

        if (operation.Parameters?.FirstOrDefault(p => p.Name == StateMark.Header) is OpenApiParameter match)
        {
            match.Description = "The ETag that the thing had when you looked; where it is another by now, nothing is changed.";
            operation.Responses["412"] = Problem("Somebody changed it since.");
        }

        if (context.Description.HttpMethod == HttpMethods.Post)
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = IdempotencyKeys.Header,
                In = ParameterLocation.Header,
                Description = "What has the same key is done once and answered alike for a day, so that a request may be sent again whose answer was lost.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = IdempotencyKeys.MaxLength },
            });
        }

        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<NeededRight>().Select(n => n.Right).ToList() is { Count: > 0 } needed)
        {
            List<string> rights = [.. needed.OfType<string>()];
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Token, context.Document)] = [] }];
            operation.Extensions ??= new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal);
            operation.Extensions[Right] = new JsonNodeExtension(string.Join(' ', rights));
            operation.Description = string.Join("\n\n", rights.Select(right => $"Needs the right `{right}`: {string.Join(", ", Role.With(right))}.").Append(operation.Description).OfType<string>());
        }

        return Task.CompletedTask;
    }

    private static OpenApiResponse Problem(string means) => new()
    {
        Description = means,
        Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { ["application/problem+json"] = new OpenApiMediaType() },
    };
}
