namespace Gatehouse.Kiosk.View;

/// <summary>One of the files of a local log.</summary>
public enum ViewFile
{
    /// <summary>LiteDB's data file.</summary>
    Data,

    /// <summary>LiteDB's log of pages that are not in the data file yet.</summary>
    Log,

    /// <summary>The hash of the data file of a log that was closed; it is there as long as nobody opened it since.</summary>
    Seal,
}
