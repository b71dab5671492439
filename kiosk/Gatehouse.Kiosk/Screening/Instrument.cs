using Gatehouse.Contract;
using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.Calibration;

namespace Gatehouse.Kiosk.Screening;

/// <summary>The thermometer of a gate as a measuring instrument: what it is, how it was calibrated, and what its readings are worth.</summary>
public sealed class Instrument
{
    // The desk puts calibrations in force and the lane policies: neither may lose the other's.
    private readonly Lock _one = new();
    private volatile State _state;
    private long _lookedAt;

    /// <summary>An instrument; another calibration and another policy can be put in force later.</summary>
    /// <param name="variant">The thermometer.</param>
    /// <param name="conditions">How well the conditions at its gate are known.</param>
    /// <param name="policy">The bounds of what is a forehead.</param>
    /// <param name="calibration">The calibration in force.</param>
    public Instrument(Mlx90614Variant variant, BudgetConditions conditions, Policy policy, CalibrationRecord calibration)
    {
        (Variant, Conditions) = (variant, conditions);
        _state = Under(calibration, policy);
    }

    /// <summary>What it is.</summary>
    public Mlx90614Variant Variant { get; }

    /// <summary>How well the conditions at its gate are known.</summary>
    public BudgetConditions Conditions { get; }

    /// <summary>The bounds of what is a forehead.</summary>
    public Policy Policy => _state.Policy;

    /// <summary>The calibration in force.</summary>
    public CalibrationRecord Calibration => _state.Calibration;

    /// <summary>How far its readings may be from the truth.</summary>
    public UncertaintyBudget Budget => _state.Budget;

    /// <summary>Reduces its samples.</summary>
    public Burst Burst => _state.Burst;

    /// <summary>Whether the last check found it out of tolerance, or its calibration no longer holds: it measures nobody until it is calibrated, or checked and found good.</summary>
    public bool IsOutOfTolerance { get => Volatile.Read(ref field); private set => Volatile.Write(ref field, value); }

    /// <summary>When it was last held against a reference, whatever that found; null when that is not known.</summary>
    public DateTimeOffset? LookedAt
    {
        get => Interlocked.Read(ref _lookedAt) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
        set => Interlocked.Exchange(ref _lookedAt, value?.UtcTicks ?? 0);
    }

    /// <summary>Puts another calibration in force, from the next burst on.</summary>
    public void PutInForce(CalibrationRecord calibration)
    {
        LookedAt = calibration.IsMeasured ? calibration.At : LookedAt;
        State before;
        lock (_one)
        {
            before = _state;
            _state = Under(calibration, before.Policy);
        }

        // An earlier correction put in force again proves nothing of the thermometer as it is now.
        IsOutOfTolerance = calibration.RollsBackTo is not null || (IsOutOfTolerance && !calibration.IsMeasured && calibration.Serial == before.Calibration.Serial);
    }

    /// <summary>Measures by other bounds, from the next burst on.</summary>
    public void PutInForce(Policy policy)
    {
        lock (_one)
        {
            _state = Under(_state.Calibration, policy);
        }
    }

    /// <summary>Takes note of a check of it.</summary>
    public void Take(DriftCheck check)
    {
        LookedAt = check.At;
        IsOutOfTolerance = check.Result == DriftCheck.Blocked || (IsOutOfTolerance && check.Result != DriftCheck.Good);
    }

    /// <summary>Measures nobody from now on: its calibration no longer holds, or nobody knows whether it does.</summary>
    public void Distrust() => IsOutOfTolerance = true;

    private State Under(CalibrationRecord calibration, Policy policy)
    {
        var budget = new UncertaintyBudget(Variant, Conditions, calibration, policy.FarthestCentimetres);
        return new State(calibration, policy, budget, new Burst(calibration, budget, policy));
    }

    private sealed record State(CalibrationRecord Calibration, Policy Policy, UncertaintyBudget Budget, Burst Burst);
}
