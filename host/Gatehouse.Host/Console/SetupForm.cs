namespace Gatehouse.Host.Console;

/// <summary>What somebody types.</summary>
public sealed class SetupForm
{
    /// <summary>The setup code.</summary>
    public string Code { get; set; } = "";

    /// <summary>The name to sign in by.</summary>
    public string Name { get; set; } = "";

    /// <summary>The password.</summary>
    public string Password { get; set; } = "";
}
