namespace Gatehouse.Host.Tests.Support;

/// <summary>A copy of a host's data, as somebody takes it home, with what verification needs of it.</summary>
public sealed class DataCopy : IDisposable
{
    private readonly Scratch _scratch = new();

    public DataCopy(string data)
    {
        Directory.CreateDirectory(Path.Combine(Folder, "identity"));
        TestDatabase.Copy(data, Folder);
        File.Copy(Path.Combine(data, "identity", "authority.pem"), Path.Combine(Folder, "identity", "authority.pem"));
    }

    public string Folder => _scratch.Data;

    /// <summary>Changes one stored row.</summary>
    public void Alter(string sql) => TestDatabase.Alter(Folder, sql, rows: 1);

    public void Dispose() => _scratch.Dispose();
}
