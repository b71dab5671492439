using Microsoft.Data.Sqlite;

namespace Gatehouse.Host.Tests.Support;

/// <summary>A copy of a host's data folder, as somebody takes it home, with what verification needs of it.</summary>
public sealed class DataCopy : IDisposable
{
    private readonly Scratch _scratch = new();

    public DataCopy(string data)
    {
        Directory.CreateDirectory(Path.Combine(Folder, "identity"));
        using (var from = new SqliteConnection($"Data Source={Path.Combine(data, "gatehouse.db")};Pooling=False"))
        using (var to = new SqliteConnection($"Data Source={Database};Pooling=False"))
        {
            from.Open();
            to.Open();
            from.BackupDatabase(to);
        }

        File.Copy(Path.Combine(data, "identity", "authority.pem"), Path.Combine(Folder, "identity", "authority.pem"));
    }

    public string Folder => _scratch.Data;

    private string Database => Path.Combine(Folder, "gatehouse.db");

    /// <summary>Changes one stored row.</summary>
    public void Alter(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The tests' own text.
        command.CommandText = sql;
#pragma warning restore CA2100
        Assert.Equal(1, command.ExecuteNonQuery());
    }

    public void Dispose() => _scratch.Dispose();
}
