using Gatehouse.Host.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Gatehouse.Host.Storage;

/// <summary>Where the host's data are: in a file of its folder, or on a PostgreSQL.</summary>
/// <param name="folder">The data folder.</param>
/// <param name="connection">The connection string of a PostgreSQL; null for the file.</param>
internal sealed class HostDatabase(DataFolder folder, string? connection) : IDbContextFactory<GatehouseContext>
{
    /// <summary>The file in the data folder, and its copy in a backup.</summary>
    public const string FileName = "gatehouse.db";

    /// <summary>What a backup holds of a PostgreSQL.</summary>
    public const string DumpName = "gatehouse.pgdump";

    private readonly Func<GatehouseContext> _create = connection is null ? Sqlite(folder) : Postgres(connection);

    /// <summary>Whether several hosts may run on the data at once.</summary>
    public bool IsShared => connection is not null;

    /// <summary>The name of the database's file in a backup.</summary>
    public string BackupName => IsShared ? DumpName : FileName;

    /// <summary>Takes over what a backup held of a database, which lies in the folder already.</summary>
    /// <exception cref="HostException">It is of the other engine, or the database holds something.</exception>
    public async Task RestoreAsync(IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        if (!files.Contains(BackupName))
        {
            throw new HostException(IsShared
                ? "The backup is of a file: restore it without --database."
                : "The backup is of a PostgreSQL: name an empty one with --database.");
        }

        if (connection is null)
        {
            return;
        }

        await using (var context = CreateDbContext())
        {
            if ((await context.Database.GetAppliedMigrationsAsync(cancellationToken)).Any() && await context.HoldsAsync(cancellationToken))
            {
                throw new HostException("The PostgreSQL of --database holds data of a host: nothing is overwritten. Name an empty one.");
            }
        }

        var dump = Path.Combine(folder.Root, DumpName);
        await new PostgresPrograms(connection).RestoreAsync(dump, cancellationToken);
        File.Delete(dump);
    }

    /// <inheritdoc/>
    public GatehouseContext CreateDbContext() => _create();

    /// <summary>Tells when to look at what others may have done; on a PostgreSQL by a channel, one of <see cref="NotifiedChanges"/>.</summary>
    public ChangeSignal Changes(string channel, TimeProvider time) =>
        connection is null ? new PolledChanges(time) : new NotifiedChanges(connection, channel, time);

    /// <summary>Brings the data to this version's form; makes what is absent.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (connection is null)
        {
            folder.MakeDatabase();
        }

        await using var context = CreateDbContext();
        await context.PrepareAsync(cancellationToken);
    }

    private static Func<GatehouseContext> Sqlite(DataFolder folder)
    {
        var options = new DbContextOptionsBuilder<SqliteContext>();
        SqliteContext.Use(options, folder.Database);
        return new PooledDbContextFactory<SqliteContext>(options.Options).CreateDbContext;
    }

    private static Func<GatehouseContext> Postgres(string connection)
    {
        var options = new DbContextOptionsBuilder<PostgresContext>();
        PostgresContext.Use(options, connection);
        return new PooledDbContextFactory<PostgresContext>(options.Options).CreateDbContext;
    }
}
