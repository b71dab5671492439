namespace Gatehouse.Host.Console;

/// <summary>What somebody types, and what the page shows again.</summary>
public sealed class CodesForm
{
    /// <summary>The secret.</summary>
    public string Secret { get; set; } = "";

    /// <summary>The secret for an app.</summary>
    public string Link { get; set; } = "";

    /// <summary>A code of it.</summary>
    public string Code { get; set; } = "";
}
