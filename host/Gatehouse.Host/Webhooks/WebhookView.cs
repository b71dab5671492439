namespace Gatehouse.Host.Webhooks;

/// <summary>A webhook as shown; its secret is shown once, when it is made.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">Where it is.</param>
/// <param name="Events">What it is told.</param>
/// <param name="MadeBy">Who made it.</param>
/// <param name="MadeAt">When, UTC.</param>
/// <param name="Waiting">How much is still to be told.</param>
/// <param name="Dead">How much was given up.</param>
public sealed record WebhookView(string Name, string Address, IReadOnlyList<string> Events, string MadeBy, DateTimeOffset MadeAt, int Waiting, int Dead);
