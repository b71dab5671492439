namespace Gatehouse.Host.Tests.Support;

/// <summary>A folder that is gone after the test.</summary>
public sealed class Scratch : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("gatehouse-host-").FullName;

    public string Data => Path.Combine(Root, "data");

    public string File(string name) => Path.Combine(Root, name);

    public void Dispose()
    {
        TestDatabase.Drop(Root);
        Directory.Delete(Root, recursive: true);
    }
}
