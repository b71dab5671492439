using Gatehouse.Host.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Storage;

/// <summary>Reads the data of a host, such as a copy, and changes nothing in its folder.</summary>
internal static class ReadOnlyContexts
{
    /// <summary>Opens the data in a folder.</summary>
    /// <exception cref="HostException">There is none, or another version of the host made it.</exception>
    public static async Task<GatehouseContext> OpenAsync(string folder, CancellationToken cancellationToken)
    {
        var file = DataFolder.DatabaseIn(folder);
        if (!File.Exists(file))
        {
            throw new HostException($"There is no host's data in {Path.GetFullPath(folder)}: name the folder that holds {Path.GetFileName(file)}.");
        }

        var options = new DbContextOptionsBuilder<GatehouseContext>();
        options.UseSqlite(new SqliteConnectionStringBuilder { DataSource = Source(file), Mode = SqliteOpenMode.ReadOnly, Pooling = false, DefaultTimeout = 15 }.ToString());
        var context = new GatehouseContext(options.Options);
        try
        {
            return (await context.Database.GetPendingMigrationsAsync(cancellationToken)).Any()
                ? throw new HostException($"The data in {Path.GetFullPath(folder)} was made by an older version of the host: run this one on it once, or on another copy of it.")
                : context;
        }
        catch
        {
            await context.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Where no write-ahead log stands beside the file nobody has it open, and it is read without making one: a copy may be
    /// on a medium that takes nothing.
    /// </summary>
    private static string Source(string file) => File.Exists(file + "-wal") ? file : new Uri(file).AbsoluteUri + "?immutable=1";
}
