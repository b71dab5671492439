namespace Gatehouse.Hardware.Gate;

/// <summary>A turnstile that lets one person through when it is energised.</summary>
public abstract class Turnstile
{
    /// <summary>
    /// Energises it for one turn in a direction. Returns once the relay is energised; the pulse ends by itself
    /// (300 ms by default).
    /// </summary>
    public abstract void Release(Direction direction);

    /// <summary>What its feedback contacts report, until cancelled.</summary>
    public abstract IAsyncEnumerable<ArmTurn> TurnsAsync(CancellationToken cancellationToken);

    /// <summary>What is wrong with it while nobody passes, in a sentence; null where nothing is, or where its contacts do not tell.</summary>
    public virtual string? Problem() => null;
}
