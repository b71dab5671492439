namespace Gatehouse.Host.Console;

/// <summary>What somebody types to show that it is them.</summary>
public sealed class OpenIdForm
{
    /// <summary>The password.</summary>
    public string Password { get; set; } = "";

    /// <summary>A one-time code or a recovery code; empty where none is set up.</summary>
    public string? Code { get; set; }
}
