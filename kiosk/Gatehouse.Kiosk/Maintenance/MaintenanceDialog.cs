namespace Gatehouse.Kiosk.Maintenance;

/// <summary>Whoever maintains a gate and talks with it: at its terminal, or from afar.</summary>
public abstract class MaintenanceDialog
{
    /// <summary>Says something.</summary>
    public abstract Task TellAsync(MaintenanceMessage message, CancellationToken cancellationToken);

    /// <summary>Asks something and waits for the answer.</summary>
    /// <exception cref="MaintenanceException">Nobody is there any more.</exception>
    public abstract Task<string> AskAsync(MaintenanceMessage question, CancellationToken cancellationToken);
}

/// <summary>One thing that is said to whoever maintains a gate.</summary>
/// <param name="Event">What it is, in a word: <c>step</c>, <c>wait</c>, <c>sample</c>, <c>point</c>, <c>plot</c>, <c>ask</c> and so on; the last one is <see cref="Done"/>, <see cref="Unfit"/> or <c>failed</c>.</param>
/// <param name="Text">The same in a sentence or a few lines.</param>
/// <param name="Numbers">The numbers of the sentence by name; null where there are none.</param>
public sealed record MaintenanceMessage(string Event, string Text, IReadOnlyDictionary<string, double>? Numbers = null)
{
    /// <summary>It was done.</summary>
    public const string Done = "done";

    /// <summary>It was done, and what was found is that the thermometer is not fit to measure.</summary>
    public const string Unfit = "unfit";
}

/// <summary>Why something cannot be maintained, or not now.</summary>
public sealed class MaintenanceException(string message) : Exception(message)
{
    /// <summary>Whether that is because the thermometer, or the reference before it, does not come to rest.</summary>
    public bool IsUnsteady { get; init; }
}
