namespace Gatehouse.Host.Storage;

/// <summary>A part of an export's file. It is in the database so that every host can give it out.</summary>
internal sealed class ExportPartRow
{
    public int SiteId { get; set; }

    public required string ExportId { get; set; }

    /// <summary>Its place, from 0.</summary>
    public int Part { get; set; }

    /// <summary>As zlib packs them (RFC 1950): a file of text becomes a tenth.</summary>
    public required byte[] Bytes { get; set; }
}
