namespace Gatehouse.Architecture.Tests;

/// <summary>The checkout that these tests were built from, without what a build leaves in it.</summary>
internal static class Repository
{
    private static readonly string[] Outputs = [".git", ".vs", ".idea", "artifacts", "bin", "obj", "TestResults"];
    private static readonly string[] TextTypes =
        [".cs", ".csproj", ".props", ".targets", ".slnx", ".json", ".md", ".txt", ".razor", ".css", ".js", ".html", ".svg", ".sh", ".yml", ".service", ".ini", ".conf", ""];

    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<RepositoryFile> Files { get; } = [.. Walk(new DirectoryInfo(Root))];

    public static IEnumerable<RepositoryFile> OfType(params string[] types) => Files.Where(file => types.Contains(file.Type));

    public static IEnumerable<string> TopFolders { get; } =
        [.. Files.Where(file => file.Path.Contains('/', StringComparison.Ordinal)).Select(file => file.Path.Split('/')[0]).Where(name => name[0] != '.').Distinct()];

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Gatehouse.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("These tests read the checkout: run them where they were built.");
    }

    /// <summary>In a linked worktree .git is a file, which holds a path.</summary>
    private static bool IsText(FileInfo file) => file.Name != ".git" && (file.Name[0] == '.' || TextTypes.Contains(file.Extension));

    private static IEnumerable<RepositoryFile> Walk(DirectoryInfo folder)
    {
        foreach (var file in folder.EnumerateFiles().Where(IsText))
        {
            yield return new RepositoryFile(Path.GetRelativePath(Root, file.FullName), File.ReadAllText(file.FullName));
        }

        foreach (var file in folder.EnumerateDirectories().Where(inner => !Outputs.Contains(inner.Name)).SelectMany(Walk))
        {
            yield return file;
        }
    }
}
