namespace Gatehouse.Host.Storage;

/// <summary>A key by which hosts protect cookies and forms, sealed under a key that stands in their folders and not here.</summary>
internal sealed class ProtectionKeyRow
{
    /// <summary>Its name, which holds its GUID.</summary>
    public required string Name { get; set; }

    public required string Xml { get; set; }
}
