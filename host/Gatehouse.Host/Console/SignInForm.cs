namespace Gatehouse.Host.Console;

/// <summary>What somebody types.</summary>
public sealed class SignInForm
{
    /// <summary>The user's name.</summary>
    public string Name { get; set; } = "";

    /// <summary>The password.</summary>
    public string Password { get; set; } = "";

    /// <summary>A one-time code or a recovery code; empty where none is set up.</summary>
    public string? Code { get; set; }

    /// <summary>Where to go afterwards.</summary>
    public string? Back { get; set; }
}
