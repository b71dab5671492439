using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using Gatehouse.Host.Commands;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Gatehouse.Host.Tests.Support;

/// <summary>
/// On which engine the tests run: on SQLite, or with GATEHOUSE_TEST_POSTGRES=1 on a PostgreSQL of their own, where each data folder
/// has a database.
/// </summary>
internal static partial class TestDatabase
{
    private static readonly ConcurrentDictionary<string, string> Names = new(StringComparer.Ordinal);
    private static readonly Lazy<PostgresCluster> Cluster = new(PostgresCluster.Start);
    private static readonly Lazy<string> Empty = new(MakeEmpty);
    private static readonly Lazy<byte[]> EmptyFile = new(MakeEmptyFile);
    private static int _last;

    /// <summary>Why a test is left out on PostgreSQL.</summary>
    public const string OfAFile = "It is about the file of SQLite.";

    public static bool IsPostgres { get; } = Environment.GetEnvironmentVariable("GATEHOUSE_TEST_POSTGRES") == "1";

    /// <summary>The connection string of a data folder; null on SQLite.</summary>
    public static string? Of(string data) => IsPostgres ? Cluster.Value.Connection(Names.GetOrAdd(Path.GetFullPath(data), _ => Make(Empty.Value))) : null;

    /// <summary>Gives a data folder that is not there yet an empty database, brought to its form before: most tests are not about that.</summary>
    public static void Begin(string data)
    {
        if (!IsPostgres)
        {
            Directory.CreateDirectory(data, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            System.IO.File.WriteAllBytes(File(data), EmptyFile.Value);
        }
    }

    /// <summary>Gives a data folder a copy of another one's database.</summary>
    public static void Copy(string from, string to)
    {
        if (IsPostgres)
        {
            // A database can be copied while nobody is in it, and a host that runs listens to it all the time.
            var original = Names[Path.GetFullPath(from)];
            Cluster.Value.Execute($"ALTER DATABASE {original} ALLOW_CONNECTIONS false");
            try
            {
                NpgsqlConnection.ClearAllPools();
                Cluster.Value.Execute($"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{original}'");
                Names[Path.GetFullPath(to)] = Make(original);
            }
            finally
            {
                Cluster.Value.Execute($"ALTER DATABASE {original} ALLOW_CONNECTIONS true");
            }

            return;
        }

        using var source = new SqliteConnection($"Data Source={File(from)};Pooling=False");
        using var target = new SqliteConnection($"Data Source={File(to)};Pooling=False");
        source.Open();
        target.Open();
        source.BackupDatabase(target);
    }

    /// <summary>Lets nobody into a data folder's PostgreSQL any more, or everybody again.</summary>
    public static void Shut(string data, bool again = false)
    {
        var name = Names[Path.GetFullPath(data)];
        Cluster.Value.Execute($"ALTER DATABASE {name} ALLOW_CONNECTIONS {(again ? "true" : "false")}");
        if (!again)
        {
            Cluster.Value.Execute($"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{name}'");
        }
    }

    /// <summary>Lets a data folder have another one's database, until it is let go of.</summary>
    public static void Share(string from, string to) => Names[Path.GetFullPath(to)] = Names[Path.GetFullPath(from)];

    /// <summary>Lets go of a database that is another folder's, too.</summary>
    public static void LetGo(string data) => Names.TryRemove(Path.GetFullPath(data), out _);

    /// <summary>Drops the databases of a folder and those below it.</summary>
    public static void Drop(string root)
    {
        foreach (var (data, name) in Names.Where(n => n.Key.StartsWith(Path.GetFullPath(root), StringComparison.Ordinal)))
        {
            Cluster.Value.Execute($"DROP DATABASE {name} WITH (FORCE)");
            Names.TryRemove(data, out _);
        }
    }

    /// <summary>What a statement gives.</summary>
    public static IReadOnlyList<object[]> Query(string data, string sql)
    {
        using var connection = Open(data);
        using var command = Command(connection, sql);
        using var reader = command.ExecuteReader();
        var rows = new List<object[]>();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>Changes so many stored rows behind the host's back. <c>REPLACED(column, 'a', 'b')</c> and <c>BYTES('hex')</c> are written as the engine has them.</summary>
    public static void Alter(string data, string sql, int rows)
    {
        using var connection = Open(data);
        using var command = Command(connection, sql);
        Assert.Equal(rows, command.ExecuteNonQuery());
    }

    private static DbConnection Open(string data)
    {
        DbConnection connection = Of(data) is { } text ? new NpgsqlConnection(text) : new SqliteConnection($"Data Source={File(data)};Pooling=False");
        connection.Open();
        return connection;
    }

    private static DbCommand Command(DbConnection connection, string sql)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // The tests' own text.
        command.CommandText = Bytes().Replace(
            Replaced().Replace(sql, IsPostgres ? "convert_to(replace(convert_from($1, 'UTF8'), $2, $3), 'UTF8')" : "CAST(replace(CAST($1 AS TEXT), $2, $3) AS BLOB)"),
            IsPostgres ? "decode('$1', 'hex')" : "X'$1'");
#pragma warning restore CA2100
        return command;
    }

    private static string Make(string template)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"gatehouse_{Interlocked.Increment(ref _last)}");
        Cluster.Value.Execute($"CREATE DATABASE {name} TEMPLATE {template}");
        return name;
    }

    /// <summary>One that a host has prepared: to copy it is ten times as fast as to prepare each.</summary>
    private static byte[] MakeEmptyFile()
    {
        using var scratch = new Scratch();
        Assert.Equal(0, CommandLine.RunAsync(["migrate", "--data", scratch.Data], TextWriter.Null, TextWriter.Null, TimeProvider.System, CancellationToken.None).GetAwaiter().GetResult());
        SqliteConnection.ClearAllPools();
        return System.IO.File.ReadAllBytes(File(scratch.Data));
    }

    private static string MakeEmpty()
    {
        const string name = "gatehouse_empty";
        Cluster.Value.Execute($"CREATE DATABASE {name}");
        var folder = Directory.CreateTempSubdirectory("gatehouse-host-");
        var code = CommandLine.RunAsync(
            ["migrate", "--data", Path.Combine(folder.FullName, "data"), "--database", Cluster.Value.Connection(name)], TextWriter.Null, TextWriter.Null, TimeProvider.System, CancellationToken.None).GetAwaiter().GetResult();
        Assert.Equal(0, code);
        folder.Delete(recursive: true);
        NpgsqlConnection.ClearAllPools();
        return name;
    }

    private static string File(string data) => Path.Combine(data, "gatehouse.db");

    [GeneratedRegex(@"REPLACED\((\w+), ('[^']*'), ('[^']*')\)")]
    private static partial Regex Replaced();

    [GeneratedRegex(@"BYTES\('([0-9A-Fa-f]*)'\)")]
    private static partial Regex Bytes();
}
