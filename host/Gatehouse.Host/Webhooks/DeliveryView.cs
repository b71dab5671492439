namespace Gatehouse.Host.Webhooks;

/// <summary>Something that a webhook was or is to be told.</summary>
/// <param name="Id">Its name, which is the <c>webhook-id</c>.</param>
/// <param name="Event">What happened.</param>
/// <param name="State"><c>waiting</c>, <c>taken</c> or <c>dead</c>.</param>
/// <param name="MadeAt">When it happened, UTC.</param>
/// <param name="Tries">How often it was tried.</param>
/// <param name="NextAt">When it is tried next, UTC; null where it is not.</param>
/// <param name="Last">What came of the last try.</param>
public sealed record DeliveryView(string Id, string Event, string State, DateTimeOffset MadeAt, int Tries, DateTimeOffset? NextAt, string? Last);
