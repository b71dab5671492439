using System.Collections.Concurrent;
using System.Data;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Npgsql;

namespace Gatehouse.Host.Storage;

/// <summary>The data on a PostgreSQL, for several machines: what is received is kept apart by its month.</summary>
internal sealed class PostgresContext(DbContextOptions<PostgresContext> options) : GatehouseContext(options)
{
    // Any number that nothing else of this database locks.
    private const long MakingRoom = 0x6761746568;

    private static readonly ConcurrentDictionary<(string Database, int Month), bool> Made = new();

    /// <summary>How a context reaches a server.</summary>
    /// <param name="options">The context's options.</param>
    /// <param name="connection">The connection string.</param>
    public static void Use(DbContextOptionsBuilder options, string connection) =>
        options.UseNpgsql(connection).UseSnakeCaseNamingConvention().ReplaceService<IMigrationsSqlGenerator, MonthlySqlGenerator>();

    /// <inheritdoc/>
    public override bool IsShared => true;

    /// <inheritdoc/>
    public override Task PrepareAsync(CancellationToken cancellationToken) => Database.MigrateAsync(cancellationToken);

    /// <inheritdoc/>
    public override Task BackUpAsync(string file, CancellationToken cancellationToken) =>
        new PostgresPrograms(Database.GetConnectionString()!).DumpAsync(file, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>The server's own vacuuming sees to it.</remarks>
    public override Task ForgetAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public override Task<IDbContextTransaction> BeginSnapshotAsync(CancellationToken cancellationToken) =>
        Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);

    /// <inheritdoc/>
    public override Task LockAsync(KioskRow kiosk, CancellationToken cancellationToken) =>
        Database.SqlQuery<long>($"SELECT id AS \"Value\" FROM kiosk WHERE site_id = {kiosk.SiteId} AND id = {kiosk.Id} FOR UPDATE").ToListAsync(cancellationToken);

    /// <inheritdoc/>
    /// <remarks>In a transaction of its own: another process may do the same.</remarks>
    public override async Task PrepareMonthAsync(int month, CancellationToken cancellationToken)
    {
        var key = (Database.GetConnectionString() ?? "", month);
        if (Made.ContainsKey(key))
        {
            return;
        }

        await using var transaction = await Database.BeginTransactionAsync(cancellationToken);
        await Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({MakingRoom})", cancellationToken);
        foreach (var table in MonthlySqlGenerator.Tables)
        {
#pragma warning disable EF1002 // Names of the model's own tables, and two numbers.
            await Database.ExecuteSqlRawAsync(
                $"CREATE TABLE IF NOT EXISTS {table}_{Months.Text(month)} PARTITION OF {table} FOR VALUES FROM ({Months.Text(month)}) TO ({Months.Text(Months.After(month))})", cancellationToken);
#pragma warning restore EF1002
        }

        await transaction.CommitAsync(cancellationToken);
        Made[key] = true;
    }

    /// <inheritdoc/>
    /// <remarks>By binary COPY.</remarks>
    public override async Task InsertAsync<T>(IReadOnlyCollection<T> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var type = Model.FindEntityType(typeof(T))!;
        var columns = CopiedColumn.Of(type);
        var connection = (NpgsqlConnection)Database.GetDbConnection();
        await using var copy = await connection.BeginBinaryImportAsync(
            $"""COPY "{type.GetTableName()}" ({string.Join(", ", columns.Select(c => $"\"{c.Name}\""))}) FROM STDIN (FORMAT BINARY)""", cancellationToken);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancellationToken);
            foreach (var column in columns)
            {
                await column.WriteAsync(copy, row, cancellationToken);
            }
        }

        await copy.CompleteAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override IQueryable<LastNamedRow> Named(string pattern) => LastNamed.Where(l => EF.Functions.ILike(
        Personal.Where(p => p.SiteId == l.SiteId && p.EpochId == l.EpochId && p.Sequence == l.Sequence && p.Month == l.Month).Select(p => p.Name).FirstOrDefault()!, pattern, "\\"));

    /// <inheritdoc/>
    public override IQueryable<PersonRow> Listed(string pattern) => People.Where(p => EF.Functions.ILike(p.Name, pattern, "\\"));

    /// <inheritdoc/>
    /// <remarks>As its planner expects.</remarks>
    public override async Task<long?> EstimateAsync<T>(IQueryable<T> query, CancellationToken cancellationToken)
    {
        await Database.OpenConnectionAsync(cancellationToken);
        await using var command = query.CreateDbCommand();
#pragma warning disable CA2100 // The query's own text; what it asks for is in parameters.
        command.CommandText = "EXPLAIN (FORMAT JSON) " + command.CommandText;
#pragma warning restore CA2100
        using var plan = JsonDocument.Parse((string)(await command.ExecuteScalarAsync(cancellationToken))!);
        return plan.RootElement[0].GetProperty("Plan").GetProperty("Plan Rows").GetInt64();
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // Names are put in order as everywhere else, whatever the server's language.
        configurationBuilder.Properties<string>().UseCollation("C");
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<InUtc>();
    }

    /// <summary>The engine takes no other offset.</summary>
    private sealed class InUtc() : ValueConverter<DateTimeOffset, DateTimeOffset>(at => at.ToUniversalTime(), at => at);
}
