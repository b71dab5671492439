namespace Gatehouse.Host.Users;

/// <summary>What a caller of an address must be allowed to do.</summary>
/// <param name="right">One of <see cref="Rights"/>; null where it is enough to be signed in.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class NeededRight(string? right) : Attribute
{
    public string? Right => right;
}
