using Gatehouse.Contract;

namespace Gatehouse.Kiosk.Retention;

/// <summary>How long what is kept, in days: <see cref="Policy.ValueDays"/>, <see cref="Policy.NameDays"/>, <see cref="Policy.RecordDays"/>.</summary>
/// <param name="Policy">Revision of the policy that says so.</param>
/// <param name="ValueDays">Measured values, and whatever else stands beside a record and has no rule of its own.</param>
/// <param name="NameDays">Names: of those who passed, and of those who calibrated, checked and said why.</param>
/// <param name="RecordDays">Records that the host holds.</param>
public sealed record RetentionRules(string Policy, double ValueDays, double NameDays, double RecordDays)
{
    /// <summary>Those of a policy.</summary>
    public static RetentionRules Of(Policy policy) => new(policy.Revision, policy.ValueDays, policy.NameDays, policy.RecordDays);

    /// <summary>How many days a personal value of that name is kept.</summary>
    public double DaysOf(string field) => PersonalField.IsOfWho(field) ? NameDays : ValueDays;

    /// <summary>What was written before then is older than so many days; whole days of UTC, so that one run a day finds all.</summary>
    public static DateTimeOffset Before(DateTimeOffset now, double days) => new(now.UtcDateTime.AddDays(-days).Date, TimeSpan.Zero);
}
