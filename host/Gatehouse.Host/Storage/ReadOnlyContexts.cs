using Gatehouse.Host.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Storage;

/// <summary>Reads the data of a host, such as a copy, and changes nothing in it.</summary>
internal static class ReadOnlyContexts
{
    /// <summary>Opens the data in a folder, or on a PostgreSQL.</summary>
    /// <exception cref="HostException">There are none, or another version of the host made them.</exception>
    public static async Task<GatehouseContext> OpenAsync(string folder, string? connection, CancellationToken cancellationToken)
    {
        GatehouseContext context = connection is null ? Sqlite(folder) : Postgres(connection);
        try
        {
            return (await context.Database.GetPendingMigrationsAsync(cancellationToken)).Any()
                ? throw new HostException($"The data {(connection is null ? $"in {Path.GetFullPath(folder)} were" : "of --database were")} made by an older version of the host: run this one on them once, or on another copy of them.")
                : context;
        }
        catch
        {
            await context.DisposeAsync();
            throw;
        }
    }

    private static SqliteContext Sqlite(string folder)
    {
        var file = DataFolder.DatabaseIn(folder);
        if (!File.Exists(file))
        {
            throw new HostException($"There is no host's data in {Path.GetFullPath(folder)}: name the folder that holds {Path.GetFileName(file)}.");
        }

        var options = new DbContextOptionsBuilder<SqliteContext>();
        options.UseSqlite(new SqliteConnectionStringBuilder { DataSource = Source(file), Mode = SqliteOpenMode.ReadOnly, Pooling = false, DefaultTimeout = 15 }.ToString())
            .UseSnakeCaseNamingConvention();
        return new SqliteContext(options.Options);
    }

    private static PostgresContext Postgres(string connection)
    {
        var options = new DbContextOptionsBuilder<PostgresContext>();
        PostgresContext.Use(options, connection);
        return new PostgresContext(options.Options);
    }

    /// <summary>
    /// Where no write-ahead log stands beside the file nobody has it open, and it is read without making one: a copy may be
    /// on a medium that takes nothing.
    /// </summary>
    private static string Source(string file) => File.Exists(file + "-wal") ? file : new Uri(file).AbsoluteUri + "?immutable=1";
}
