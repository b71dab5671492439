using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gatehouse.Host.Storage;

/// <summary>Opens the SQLite file.</summary>
internal static class HostDatabase
{
    /// <summary>How a context reaches the file.</summary>
    public static void Use(DbContextOptionsBuilder options, DataFolder folder) =>
        options.UseSqlite(new SqliteConnectionStringBuilder
        {
            DataSource = folder.Database,
            ForeignKeys = true,
            // A second process (kiosk add) may hold the file for a moment: wait rather than fail.
            DefaultTimeout = 15,
        }.ToString()).AddInterceptors(Pages.Instance);

    /// <summary>Brings the file to this version's form; makes it when absent.</summary>
    public static async Task PrepareAsync(IDbContextFactory<GatehouseContext> contexts, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Database.MigrateAsync(cancellationToken);
        await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", cancellationToken);
    }

    /// <summary>One unchanging view of the data for several queries, which does not hold up any writer.</summary>
    public static async Task<IDbContextTransaction> BeginSnapshotAsync(GatehouseContext context, CancellationToken cancellationToken)
    {
        await context.Database.OpenConnectionAsync(cancellationToken);
        var connection = (SqliteConnection)context.Database.GetDbConnection();
#pragma warning disable CA1849 // The asynchronous method cannot ask for a deferred transaction, and without it a reader would take the write lock.
        var transaction = connection.BeginTransaction(deferred: true);
#pragma warning restore CA1849
        return (await context.Database.UseTransactionAsync(transaction, cancellationToken))!;
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
