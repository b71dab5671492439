namespace Gatehouse.Host.Storage;

/// <summary>One day's tree over the heads of all kiosks.</summary>
internal sealed class TreeRow
{
    /// <summary>The day at the site, as <c>2026-03-01</c>, so that text sorts as days do.</summary>
    public required string Day { get; set; }

    /// <summary>The signed head of the tree, which names the one before.</summary>
    public required byte[] Line { get; set; }

    /// <summary>The leaves, one a line: what was hashed into the tree, in its order.</summary>
    public required byte[] Leaves { get; set; }

    public DateTimeOffset MadeAt { get; set; }
}
