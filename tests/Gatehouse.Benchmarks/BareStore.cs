using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Gatehouse.Benchmarks;

/// <summary>
/// Puts rows that the host has stored into the same tables once more, with nothing around it: what an engine can do that does not
/// look at what it is given.
/// </summary>
/// <param name="connection">The database.</param>
internal abstract class BareStore(DbConnection connection) : IAsyncDisposable
{
    private const long Apart = 1000;

    /// <summary>The tables of what is received, and the columns that tell whose a row is.</summary>
    private static readonly (string Table, string Epoch, string Sequence)[] Tables =
        [("record", "epoch_id", "sequence"), ("personal", "epoch_id", "sequence"), ("entry", "made_by_epoch_id", "made_by_sequence")];

    /// <summary>Reads what the host stored of a batch, under an epoch that no kiosk has: all of it, or of one table.</summary>
    public async Task<IReadOnlyList<StoredRows>> ReadAsync(string kiosk, PreparedBatch batch, string? only, CancellationToken cancellationToken)
    {
        var read = new List<StoredRows>();
        foreach (var (table, epoch, sequence) in Tables.Where(t => only is null || t.Table == only))
        {
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The benchmark's own text.
            command.CommandText = $"SELECT * FROM {table} WHERE {epoch} = (SELECT e.id FROM epoch e JOIN kiosk k ON k.id = e.kiosk_id WHERE k.name = '{kiosk}') AND {sequence} BETWEEN {batch.First} AND {batch.Last}";
#pragma warning restore CA2100
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var columns = Enumerable.Range(0, reader.FieldCount).Select(i => (Name: reader.GetName(i), Type: reader.GetDataTypeName(i))).ToList();
            var own = columns.FindIndex(c => c.Name == epoch);
            var rows = new List<object[]>();
            while (await reader.ReadAsync(cancellationToken))
            {
                var row = new object[columns.Count];
                reader.GetValues(row);
                row[own] = -(long)row[own] - (only is null ? 0 : Apart);
                rows.Add(row);
            }

            read.Add(new StoredRows(table, columns, rows));
        }

        return read;
    }

    /// <summary>Stores them and commits.</summary>
    public abstract Task StoreAsync(IReadOnlyList<StoredRows> tables, CancellationToken cancellationToken);

    public async ValueTask DisposeAsync() => await connection.DisposeAsync();
}

/// <summary>Rows of one table.</summary>
internal sealed record StoredRows(string Table, IReadOnlyList<(string Name, string Type)> Columns, IReadOnlyList<object[]> Rows)
{
    public string Names => string.Join(", ", Columns.Select(c => $"\"{c.Name}\""));
}

/// <summary>By binary COPY.</summary>
internal sealed class BareCopy(NpgsqlConnection connection) : BareStore(connection)
{
    public override async Task StoreAsync(IReadOnlyList<StoredRows> tables, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        foreach (var table in tables)
        {
            await using var copy = await connection.BeginBinaryImportAsync($"COPY {table.Table} ({table.Names}) FROM STDIN (FORMAT BINARY)", cancellationToken);
            foreach (var row in table.Rows)
            {
                await copy.StartRowAsync(cancellationToken);
                for (var i = 0; i < row.Length; i++)
                {
                    if (row[i] is DBNull)
                    {
                        await copy.WriteNullAsync(cancellationToken);
                    }
                    else
                    {
                        await copy.WriteAsync(row[i], table.Columns[i].Type, cancellationToken);
                    }
                }
            }

            await copy.CompleteAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }
}

/// <summary>By one prepared statement a table.</summary>
internal sealed class BareBatches(SqliteConnection connection) : BareStore(connection)
{
    public override async Task StoreAsync(IReadOnlyList<StoredRows> tables, CancellationToken cancellationToken)
    {
        await using var transaction = (SqliteTransaction)await connection.BeginTransactionAsync(cancellationToken);
        foreach (var table in tables)
        {
#pragma warning disable CA2100 // The benchmark's own text.
            await using var command = new SqliteCommand($"INSERT INTO {table.Table} ({table.Names}) VALUES ({string.Join(", ", table.Columns.Select((_, i) => $"$p{i}"))})", connection, transaction);
#pragma warning restore CA2100
            var parameters = table.Columns.Select((_, i) => command.Parameters.AddWithValue($"$p{i}", DBNull.Value)).ToList();
            await command.PrepareAsync(cancellationToken);
            foreach (var row in table.Rows)
            {
                for (var i = 0; i < row.Length; i++)
                {
                    parameters[i].ResetSqliteType();
                    parameters[i].Value = row[i];
                }

                await command.ExecuteNonQueryAsync(cancellationToken);
            }
        }

        await transaction.CommitAsync(cancellationToken);
    }
}
