using System.Data.Common;
using Gatehouse.Host.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gatehouse.Host.Storage;

/// <summary>The data in a file of SQLite, for one machine.</summary>
internal sealed class SqliteContext(DbContextOptions<SqliteContext> options) : GatehouseContext(options)
{
    /// <summary>How a context reaches a file.</summary>
    public static void Use(DbContextOptionsBuilder options, string file) =>
        options.UseSqlite(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            ForeignKeys = true,
            // A second process (kiosk invite) may hold the file for a moment: wait rather than fail.
            DefaultTimeout = 15,
        }.ToString()).UseSnakeCaseNamingConvention().AddInterceptors(Pages.Instance);

    /// <inheritdoc/>
    /// <remarks>A host holds the folder.</remarks>
    public override bool IsShared => false;

    /// <inheritdoc/>
    public override async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var known = Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        if ((await Database.GetAppliedMigrationsAsync(cancellationToken)).FirstOrDefault(m => !known.Contains(m)) is { } other)
        {
            throw new HostException($"The data were made by a version of the host that this one does not know ({other}). Start it with another folder, or with that version: what kiosks still hold they send again.");
        }

        await Database.MigrateAsync(cancellationToken);
        await Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>Unlike a copy of the file's pages, it takes over nothing of what was deleted.</remarks>
    public override Task BackUpAsync(string file, CancellationToken cancellationToken) =>
        Database.ExecuteSqlAsync($"VACUUM INTO {file}", cancellationToken);

    /// <inheritdoc/>
    public override async Task ForgetAsync(CancellationToken cancellationToken)
    {
        await Database.ExecuteSqlRawAsync("VACUUM", cancellationToken);
        await Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<IDbContextTransaction> BeginSnapshotAsync(CancellationToken cancellationToken)
    {
        await Database.OpenConnectionAsync(cancellationToken);
        var connection = (SqliteConnection)Database.GetDbConnection();
#pragma warning disable CA1849 // The asynchronous method cannot ask for a deferred transaction, and without it a reader would take the write lock.
        var transaction = connection.BeginTransaction(deferred: true);
#pragma warning restore CA1849
        return (await Database.UseTransactionAsync(transaction, cancellationToken))!;
    }

    /// <inheritdoc/>
    /// <remarks>A transaction that is begun takes the one write lock.</remarks>
    public override Task LockAsync(KioskRow kiosk, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public override Task PrepareMonthAsync(int month, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    /// <remarks>By one prepared statement, which costs little more than the database itself.</remarks>
    public override async Task InsertAsync<T>(IReadOnlyCollection<T> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var type = Model.FindEntityType(typeof(T))!;
        var columns = type.GetProperties().Select(property => new StoredColumn(property)).ToList();
        await using var command = Database.GetDbConnection().CreateCommand();
        command.Transaction = Database.CurrentTransaction!.GetDbTransaction();
#pragma warning disable CA2100 // Names of the model's own tables and columns.
        command.CommandText =
            $"""INSERT INTO "{type.GetTableName()}" ({string.Join(", ", columns.Select(c => $"\"{c.Name}\""))}) VALUES ({string.Join(", ", columns.Select(c => "@" + c.Name))})""";
#pragma warning restore CA2100
        var parameters = columns.ConvertAll(column => Add(command, column));
        await command.PrepareAsync(cancellationToken);
        foreach (var row in rows)
        {
            for (var i = 0; i < columns.Count; i++)
            {
                parameters[i].Value = columns[i].Of(row) ?? DBNull.Value;
            }

            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public override IQueryable<LastNamedRow> Named(string pattern) => LastNamed.Where(l => EF.Functions.Like(
        Personal.Where(p => p.SiteId == l.SiteId && p.EpochId == l.EpochId && p.Sequence == l.Sequence && p.Month == l.Month).Select(p => p.Name).FirstOrDefault()!, pattern, "\\"));

    /// <inheritdoc/>
    public override IQueryable<PersonRow> Listed(string pattern) => People.Where(p => EF.Functions.Like(p.Name, pattern, "\\"));

    /// <inheritdoc/>
    public override Task<long?> EstimateAsync<T>(IQueryable<T> query, CancellationToken cancellationToken) => Task.FromResult<long?>(null);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();

    private static DbParameter Add(DbCommand command, StoredColumn column)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = "@" + column.Name;
        command.Parameters.Add(parameter);
        return parameter;
    }

    /// <summary>
    /// Lets each connection keep 16 MiB of the file in memory, and the write-ahead log grow to 64 MiB before it is written
    /// back: a batch changes the same pages of the indexes as the one before it.
    /// </summary>
    private sealed class Pages : DbConnectionInterceptor
    {
        private const string Pragmas = "PRAGMA cache_size=-16384; PRAGMA wal_autocheckpoint=16384";

        public static Pages Instance { get; } = new();

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            command.ExecuteNonQuery();
        }

        public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
