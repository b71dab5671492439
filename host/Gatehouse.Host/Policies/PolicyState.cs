namespace Gatehouse.Host.Policies;

/// <summary>What becomes of a version of the policy.</summary>
internal static class PolicyState
{
    /// <summary>It was written and nobody decides by it.</summary>
    public const string Draft = "draft";

    /// <summary>It is in force from a time on that has not come.</summary>
    public const string Planned = "planned";

    /// <summary>Gates decide by it.</summary>
    public const string InForce = "inForce";

    /// <summary>Gates decided by it, and another one is in force.</summary>
    public const string Past = "past";

    /// <summary>It was taken back before it was in force.</summary>
    public const string Withdrawn = "withdrawn";
}
