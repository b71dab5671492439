namespace Gatehouse.Architecture.Tests;

/// <summary>One file, by its path from the root, with '/' between folders.</summary>
internal sealed record RepositoryFile(string Path, string Text)
{
    public string Type => System.IO.Path.GetExtension(Path);

    public string Folder => System.IO.Path.GetDirectoryName(Path) ?? "";

    public bool IsTest => Path.StartsWith("tests/", StringComparison.Ordinal);

    public IEnumerable<(int Number, string Text)> Lines => Text.Split('\n').Select((line, index) => (index + 1, line));
}
