namespace Gatehouse.Host.People;

/// <summary>What is to be imported, and how.</summary>
/// <param name="File">The sheet.</param>
/// <param name="DryRun">Whether it is only said what would change.</param>
/// <param name="BadRows">Where the rows go in which something is wrong, so that the others are taken over; null where all or nothing is.</param>
/// <param name="Map">Which heading is which column; null where it is as it was said last.</param>
internal sealed record ImportWish(string File, bool DryRun, string? BadRows, IReadOnlyDictionary<string, string>? Map);

/// <summary>What an import did, or would do.</summary>
/// <param name="Added">People who are new.</param>
/// <param name="Changed">People of whom something differs.</param>
/// <param name="Unchanged">People who are as the sheet says already.</param>
/// <param name="Differences">What differs, person by person; the first of them, where they are very many.</param>
/// <param name="Errors">What is wrong with the sheet; the first of them, where they are very many.</param>
/// <param name="Roster">The revision of the roster that it made; null where it made none.</param>
internal sealed record ImportReport(int Added, int Changed, int Unchanged, IReadOnlyList<string> Differences, IReadOnlyList<CellError> Errors, string? Roster)
{
    /// <summary>How many differences there are.</summary>
    public int DifferenceCount { get; init; }

    /// <summary>How many cells are wrong.</summary>
    public int ErrorCount { get; init; }

    /// <summary>How many rows were left out.</summary>
    public int BadRows { get; init; }

    /// <summary>These rows as CSV with what is wrong, to be mended and imported; null where none were asked for, or a file holds them.</summary>
    public string? BadSheet { get; init; }
}
