using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Gatehouse.Host.Storage;

/// <summary>Where the host's data are: in a file of its folder, or on a PostgreSQL.</summary>
/// <param name="folder">The data folder.</param>
/// <param name="connection">The connection string of a PostgreSQL; null for the file.</param>
internal sealed class HostDatabase(DataFolder folder, string? connection) : IDbContextFactory<GatehouseContext>
{
    private readonly Func<GatehouseContext> _create = connection is null ? Sqlite(folder) : Postgres(connection);

    /// <inheritdoc/>
    public GatehouseContext CreateDbContext() => _create();

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
