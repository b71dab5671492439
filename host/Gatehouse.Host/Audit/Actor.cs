namespace Gatehouse.Host.Audit;

/// <summary>Who changes something here, or looks at something that not everybody may see.</summary>
/// <param name="Kind">One of <see cref="User"/>, <see cref="Token"/>, <see cref="Machine"/> and <see cref="Host"/>.</param>
/// <param name="Name">The name within its kind.</param>
public sealed record Actor(string Kind, string Name)
{
    /// <summary>Somebody who signed in.</summary>
    public const string User = "user";

    /// <summary>A program, by its API token.</summary>
    public const string Token = "token";

    /// <summary>Whoever gave a command on the machine itself, by the name of their account there.</summary>
    public const string Machine = "machine";

    /// <summary>The host by itself, such as when it erases what is due.</summary>
    public const string Host = "host";

    /// <summary>Who gave a command on this machine.</summary>
    public static Actor OnThisMachine => new(Machine, Environment.UserName);

    /// <summary>The host by itself.</summary>
    public static Actor Itself { get; } = new(Host, Host);

    /// <summary>Whom a text names that <see cref="ToString"/> wrote.</summary>
    public static Actor Parse(string text) => text.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space ? new Actor(text[..space], text[(space + 1)..]) : new Actor(Machine, text);

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {Name}";
}
