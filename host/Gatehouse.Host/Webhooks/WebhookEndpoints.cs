using System.ComponentModel.DataAnnotations;
using Gatehouse.Host.Api;
using Gatehouse.Host.Users;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Gatehouse.Host.Webhooks;

/// <summary>Webhooks, for whoever keeps programs.</summary>
internal static class WebhookEndpoints
{
    public static void MapWebhooks(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapApi("Webhooks");
        api.MapGet("/webhooks", async (WebhookBook book, CancellationToken cancellationToken) => TypedResults.Ok(new WebhookList(await book.ListAsync(cancellationToken))))
            .WithSummary("Addresses that are told what happens").Needs(Rights.ProgramsWrite);
        api.MapPost("/webhooks", AddAsync).WithSummary("Tell an address what happens; the secret of its signatures is in the answer alone").Needs(Rights.ProgramsWrite);
        api.MapGet("/webhooks/{name}", OneAsync).WithSummary("One of them; the ETag is for taking it away").Needs(Rights.ProgramsWrite);
        api.MapDelete("/webhooks/{name}", RemoveAsync).WithSummary("Tell an address nothing more").Needs(Rights.ProgramsWrite);
        api.MapGet("/webhooks/{name}/deliveries", DeliveriesAsync).WithSummary("What an address was and is to be told, the newest first").Needs(Rights.ProgramsWrite);
        api.MapPost("/webhooks/{name}/deliveries/{id}/retry", RetryAsync).WithSummary("Tell once more what was given up").Needs(Rights.ProgramsWrite);
    }

    private static async Task<Created<WebhookSecret>> AddAsync(NewWebhook body, HttpContext http, WebhookBook book, CancellationToken cancellationToken)
    {
        var secret = await book.AddAsync(http.User.Actor(), body, cancellationToken);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created($"{ApiConventions.Root}/webhooks/{body.Name}", new WebhookSecret(secret));
    }

    private static async Task<Ok<WebhookView>> OneAsync([RegularExpression(UserName.Pattern)] string name, HttpResponse response, WebhookBook book, CancellationToken cancellationToken)
    {
        var webhook = await book.OneAsync(name, cancellationToken);
        response.Headers.ETag = StateMark.Of(WebhookBook.State(webhook.MadeAt));
        return TypedResults.Ok(webhook);
    }

    private static async Task<NoContent> RemoveAsync(
        [RegularExpression(UserName.Pattern)] string name, [FromHeader(Name = StateMark.Header), StringLength(StateMark.MaxLength)] string? match, HttpContext http, WebhookBook book, CancellationToken cancellationToken)
    {
        await book.RemoveAsync(http.User.Actor(), name, cancellationToken, match);
        return TypedResults.NoContent();
    }

    /// <param name="name">The webhook.</param>
    /// <param name="book">The webhooks.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="dead">Only what was given up.</param>
    private static async Task<Ok<DeliveryList>> DeliveriesAsync([RegularExpression(UserName.Pattern)] string name, WebhookBook book, CancellationToken cancellationToken, bool dead = false) =>
        TypedResults.Ok(new DeliveryList(await book.DeliveriesAsync(name, dead, cancellationToken)));

    private static async Task<NoContent> RetryAsync([RegularExpression(UserName.Pattern)] string name, [StringLength(40)] string id, HttpContext http, WebhookBook book, CancellationToken cancellationToken)
    {
        await book.RetryAsync(http.User.Actor(), name, id, cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>Webhooks.</summary>
    /// <param name="Webhooks">All of them, by name.</param>
    internal sealed record WebhookList(IReadOnlyList<WebhookView> Webhooks);

    /// <summary>A webhook that was made.</summary>
    /// <param name="Secret">By which what it is told is signed, as standardwebhooks.com says; shown this once.</param>
    internal sealed record WebhookSecret(string Secret);

    /// <summary>What a webhook was and is to be told.</summary>
    /// <param name="Deliveries">The newest first.</param>
    internal sealed record DeliveryList(IReadOnlyList<DeliveryView> Deliveries);
}
