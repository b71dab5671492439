namespace Gatehouse.Host.Storage;

/// <summary>A browser in which somebody signed in.</summary>
internal sealed class SessionRow
{
    /// <summary>The hash of the secret in its cookie.</summary>
    public required string Hash { get; set; }

    /// <summary>A name by which it is ended.</summary>
    public required string Id { get; set; }

    public required string User { get; set; }

    public DateTimeOffset MadeAt { get; set; }

    /// <summary>When it was used last, to the minute.</summary>
    public DateTimeOffset UsedAt { get; set; }

    public DateTimeOffset NotAfter { get; set; }

    /// <summary>From where it was begun.</summary>
    public required string From { get; set; }

    /// <summary>Whether it was begun by an account at an OpenID provider, which then saw to a second factor.</summary>
    public bool ByOpenId { get; set; }
}
