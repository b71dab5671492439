using System.Diagnostics;
using System.Runtime.InteropServices;
using Npgsql;

namespace Gatehouse.Host.Tests.Support;

/// <summary>A PostgreSQL of the distribution with data of its own, reached by a socket, which ends with the tests.</summary>
internal sealed class PostgresCluster
{
    private const string Programs = "/usr/lib/postgresql/15/bin";

    // A server will not run as root; the package brings this account.
    private const string Account = "postgres";

    private readonly string _root;

    private PostgresCluster(string root) => _root = root;

    /// <summary>Makes one of which nothing outlives the tests, and starts it.</summary>
    public static PostgresCluster Start() => Start("-c fsync=off -c max_connections=300");

    /// <summary>Makes one and starts it with these settings.</summary>
    public static PostgresCluster Start(string settings)
    {
        // A socket's path is short.
        var cluster = new PostgresCluster(Directory.CreateTempSubdirectory("gh-pg-").FullName);
        if (Environment.IsPrivilegedProcess)
        {
            Run("chown", Account, cluster._root);
        }

        Server("initdb", "-D", cluster.Data, "-U", Account, "-A", "trust", "-E", "UTF8", "--no-sync");
        Server("pg_ctl", "-D", cluster.Data, "-w", "-l", Path.Combine(cluster._root, "log"), "-o", $"-c listen_addresses='' -c unix_socket_directories={cluster._root} {settings}", "start");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => cluster.Stop();
        return cluster;
    }

    /// <summary>How a database of it is reached.</summary>
    public string Connection(string database) =>
        new NpgsqlConnectionStringBuilder { Host = _root, Username = Account, Database = database, MaxPoolSize = 20 }.ToString();

    /// <summary>Does something that is of no database.</summary>
    public void Execute(string sql)
    {
        using var connection = new NpgsqlConnection(Connection(Account) + ";Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The tests' own text.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private string Data => Path.Combine(_root, "data");

    private void Stop()
    {
        Server("pg_ctl", "-D", Data, "-m", "immediate", "stop");
        Directory.Delete(_root, recursive: true);
    }

    private static void Server(string program, params string[] arguments)
    {
        string[] command = [Path.Combine(Programs, program), .. arguments];
        if (Environment.IsPrivilegedProcess)
        {
            Run("runuser", ["-u", Account, "--", .. command]);
        }
        else
        {
            Run(command[0], command[1..]);
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        // Its output goes to a file that nobody waits for: a server would hold a pipe open for as long as it runs.
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" >/dev/null 2>&1 </dev/null", program, .. arguments]) { WorkingDirectory = "/" })!;
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode} on {RuntimeInformation.OSDescription}: is postgresql-15 installed?");
        }
    }
}
