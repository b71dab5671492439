namespace Gatehouse.EndToEnd.Tests.Support;

/// <summary>A folder that is gone after the test.</summary>
public sealed class Scratch : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("gatehouse-e2e-").FullName;

    public string Path(params string[] names) => System.IO.Path.Combine([Root, .. names]);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
