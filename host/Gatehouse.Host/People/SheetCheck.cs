using Gatehouse.Host.Storage;

namespace Gatehouse.Host.People;

/// <summary>Reads a sheet to its end and finds the rows in which something is wrong, badges that another person has among it.</summary>
internal sealed class SheetCheck(PersonSheet sheet, Dictionary<string, string> map)
{
    private const int MostKept = 1000;

    private readonly List<CellError> _errors = [];

    /// <summary>The numbers of the rows in which something is wrong.</summary>
    public HashSet<int> BadRows { get; } = [];

    /// <summary>What is wrong, from top to bottom; the first thousand.</summary>
    public IReadOnlyList<CellError> Errors => _errors;

    /// <summary>How many cells are wrong.</summary>
    public int ErrorCount { get; private set; }

    /// <summary>Reads it.</summary>
    /// <param name="file">The sheet.</param>
    /// <param name="badRows">Where the rows go in which something is wrong; null for nowhere.</param>
    /// <param name="context">Whose badges are whose.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task RunAsync(string file, BadRowFile? badRows, GatehouseContext context, CancellationToken cancellationToken)
    {
        var any = false;
        foreach (var lines in sheet.Read(file, map).Chunk(PeopleChunk.Size))
        {
            any = true;
            var chunk = await PeopleChunk.ReadAsync(context, lines, cancellationToken);
            foreach (var line in lines)
            {
                List<CellError> errors = [.. line.Errors, .. line.Person is { } person ? await chunk.ConflictsAsync(context, person, cancellationToken) : []];
                if (errors.Count > 0)
                {
                    BadRows.Add(line.Row);
                    ErrorCount += errors.Count;
                    _errors.AddRange(errors.Take(MostKept - _errors.Count));
                    await (badRows?.WriteAsync(sheet.Headings, line.Cells, errors, cancellationToken) ?? Task.CompletedTask);
                }
            }

            context.ChangeTracker.Clear();
        }

        if (!any)
        {
            throw new Identity.HostException($"{Path.GetFileName(file)} holds nobody: each line after its first is a person.");
        }
    }
}
