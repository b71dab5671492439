using Gatehouse.Contract;
using Gatehouse.Host.Api;
using Gatehouse.Host.Doors;
using Gatehouse.Host.Ingest;
using Gatehouse.Host.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gatehouse.Host.Policies;

/// <summary>The policy: its versions for people, and what of them is in force for kiosks.</summary>
internal static class PolicyEndpoints
{
    public static void MapPolicies(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapApi("Policies");
        api.MapGet("/policies", ListAsync).WithSummary("The versions of the policy, the newest first, and by which each gate decides").Needs(Rights.GatesRead);
        api.MapPost("/policies", DraftAsync).WithSummary("Write another version; nobody decides by it yet").Needs(Rights.PoliciesWrite);
        api.MapGet("/policies/{number:long}", OneAsync).WithSummary("One version, and in what it differs from another").Needs(Rights.GatesRead);
        api.MapPost("/policies/{number:long}/trials", TryAsync).WithSummary("Ask every gate what a version would have changed in the last days").Needs(Rights.PoliciesWrite);
        api.MapGet("/policies/{number:long}/trials", TrialsAsync).WithSummary("What gates answered to that").Needs(Rights.GatesRead);
        api.MapPost("/policies/{number:long}/activation", ActivateAsync).WithSummary("Have gates decide by a version, from a time on").Needs(Rights.PoliciesWrite);
        api.MapDelete("/policies/{number:long}", WithdrawAsync).WithSummary("Take a version back that is not in force yet").Needs(Rights.PoliciesWrite);

        routes.MapGet(Routes.Policies, PlanAsync).WithMetadata(Door.Kiosks).RequireAuthorization(KioskPolicy.Name);
        routes.Map(Routes.Policies, (HttpContext context) => NotServed.Method(context, "GET")).WithMetadata(Door.Kiosks).RequireAuthorization(KioskPolicy.Name);
    }

    private static async Task<Ok<PolicyList>> ListAsync(PolicyRegister policies, CancellationToken cancellationToken)
    {
        var (versions, gates) = await policies.ListAsync(cancellationToken);
        return TypedResults.Ok(new PolicyList(versions, gates));
    }

    private static async Task<Created<WholePolicy>> DraftAsync(NewPolicy body, HttpContext http, PolicyRegister policies, CancellationToken cancellationToken)
    {
        var made = await policies.DraftAsync(http.User.Actor(), body.Document.GetRawText(), body.Reason, cancellationToken);
        return TypedResults.Created($"{ApiConventions.Root}/policies/{made.Policy.Number}", made);
    }

    /// <param name="number">The version's number.</param>
    /// <param name="policies">The policies.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="against">The number of the version with which it is compared; without it the one before.</param>
    private static async Task<Ok<WholePolicy>> OneAsync(long number, PolicyRegister policies, CancellationToken cancellationToken, long? against = null) =>
        TypedResults.Ok(await policies.OneAsync(number, against, cancellationToken));

    private static async Task<Accepted<GatesAsked>> TryAsync(long number, NewTrial body, HttpContext http, PolicyRegister policies, CancellationToken cancellationToken)
    {
        var gates = await policies.TryAsync(http.User.Actor(), number, body.Days, cancellationToken);
        return TypedResults.Accepted($"{ApiConventions.Root}/policies/{number}/trials", new GatesAsked(gates));
    }

    private static async Task<Ok<TrialList>> TrialsAsync(long number, PolicyRegister policies, CancellationToken cancellationToken) =>
        TypedResults.Ok(new TrialList(await policies.TrialsAsync(number, cancellationToken)));

    private static async Task<Ok<PolicyView>> ActivateAsync(long number, NewActivation body, HttpContext http, PolicyRegister policies, CancellationToken cancellationToken) =>
        TypedResults.Ok(await policies.ActivateAsync(http.User.Actor(), number, body.From, cancellationToken));

    private static async Task<Ok<PolicyView>> WithdrawAsync(long number, HttpContext http, PolicyRegister policies, CancellationToken cancellationToken) =>
        TypedResults.Ok(await policies.WithdrawAsync(http.User.Actor(), number, cancellationToken));

    private static async Task<Results<JsonHttpResult<PolicyPlan>, NoContent, ProblemHttpResult>> PlanAsync(
        string kiosk, string? have, string? inForce, PolicyPlans plans, CancellationToken cancellationToken) =>
        have is { Length: > RecordLimits.MaxWord } || inForce is { Length: > RecordLimits.MaxName } || inForce?.Any(char.IsControl) == true || have?.Any(char.IsControl) == true
            ? TypedResults.Problem("'have' is no mark of a plan, or 'inForce' is no revision of a policy.", statusCode: StatusCodes.Status400BadRequest)
        : await plans.ReadAsync(KioskId.Parse(kiosk), have, inForce ?? "", cancellationToken) is { } plan
            ? TypedResults.Json(plan, ContractJson.Default.PolicyPlan)
            : TypedResults.NoContent();

    /// <summary>The versions of the policy.</summary>
    /// <param name="Policies">All of them, the newest first.</param>
    /// <param name="Gates">By which each gate decides.</param>
    internal sealed record PolicyList(IReadOnlyList<PolicyView> Policies, IReadOnlyList<GatePolicy> Gates);

    /// <summary>Gates that were asked.</summary>
    /// <param name="Gates">How many.</param>
    internal sealed record GatesAsked(int Gates);

    /// <summary>What gates answered.</summary>
    /// <param name="Trials">The last answer of each gate.</param>
    internal sealed record TrialList(IReadOnlyList<GateTrial> Trials);
}
