using System.ComponentModel.DataAnnotations;
using Gatehouse.Contract;

namespace Gatehouse.Host.Exports;

/// <summary>What to export.</summary>
/// <param name="Format"><c>csv</c>, <c>xlsx</c> or <c>jsonl</c>.</param>
/// <param name="Person">A person's number, or a part of a name.</param>
/// <param name="Gate">A kiosk's name.</param>
/// <param name="Verdict">What the screening said.</param>
/// <param name="From">From when on; without an offset the site's time.</param>
/// <param name="To">Before when.</param>
/// <param name="Verify">Whether every stored record is read again and the entries compared with it.</param>
public sealed record NewExport(
    [AllowedValues(ExportFormat.Csv, ExportFormat.Xlsx, ExportFormat.JsonLines)] string Format,
    [StringLength(100)] string? Person = null,
    [StringLength(KioskId.MaxLength)] string? Gate = null,
    [StringLength(20)] string? Verdict = null,
    [StringLength(40)] string? From = null,
    [StringLength(40)] string? To = null,
    bool Verify = false);
