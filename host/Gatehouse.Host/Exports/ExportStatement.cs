using System.Globalization;
using Gatehouse.Host.Entries;
using Gatehouse.Host.Storage;

namespace Gatehouse.Host.Exports;

/// <summary>What an export says of itself below its entries.</summary>
/// <param name="What"><c>filter</c>, <c>completeness</c>, <c>difference</c>, <c>basis</c> or <c>end</c>.</param>
/// <param name="Kiosk">Of which kiosk; null for all.</param>
/// <param name="Text">What is said.</param>
internal sealed record ExportStatement(string What, string? Kiosk, string Text)
{
    private const string Reread = "every stored record was read again, its hash and chain checked and the entries compared with it";
    private const string Received = "hash and chain were checked as each record was received; with verify=true in the address every stored record is read again";

    /// <summary>All of them, in the order in which they stand.</summary>
    public static async Task<IReadOnlyList<ExportStatement>> AllAsync(GatehouseContext context, ExportJob job, long rows, CancellationToken cancellationToken)
    {
        List<ExportStatement> statements = [new("filter", job.Filter.Gate, job.Filter.Told(job.Site))];
        statements.AddRange(Completeness.Of(await Holdings.KiosksAsync(context, job.Filter.Gate, job.Verify, cancellationToken)).Select(s => new ExportStatement("completeness", s.Kiosk, s.Text)));
        if (job.Verify && await EntryCheck.DifferencesAsync(context, job.Filter.Gate, cancellationToken) is > 0 and var differing)
        {
            statements.Add(new("difference", job.Filter.Gate, string.Create(CultureInfo.InvariantCulture, $"{differing} entries are NOT as the records say, or are missing: the list was changed")));
        }

        statements.Add(new("basis", null, job.Verify ? Reread : Received));
        statements.Add(new("end", null, string.Create(CultureInfo.InvariantCulture, $"{rows} entries, written {new EntryCells(job.Site).Time(job.Now)}")));
        return statements;
    }
}
