using System.Text.RegularExpressions;

namespace Gatehouse.Architecture.Tests;

/// <summary>A folder is a capability, and a class says by its namespace in which one it is.</summary>
public sealed partial class NamespaceTests
{
    [Fact]
    public void Namespaces_equal_folders() => Rule.Holds(Astray(Repository.OfType(".cs")));

    [Fact]
    public void A_namespace_of_another_folder_is_found() =>
        Assert.Equal(["kiosk/Gatehouse.Kiosk/Lane/Exit.cs is in Gatehouse.Kiosk"],
            Astray([new RepositoryFile("kiosk/Gatehouse.Kiosk/Lane/Exit.cs", "namespace Gatehouse.Kiosk;"), new RepositoryFile("kiosk/Gatehouse.Kiosk/Lane/GateLane.cs", "namespace Gatehouse.Kiosk.Lane;")]));

    /// <summary>Held under a folder that is named as a project is; the demo and top-level statements have no namespace to hold.</summary>
    private static IEnumerable<string> Astray(IEnumerable<RepositoryFile> files) =>
        from file in files
        let folder = file.Folder.Split('/')
        where folder.Length > 1 && folder[1].StartsWith("Gatehouse.", StringComparison.Ordinal)
        from Match declared in Declaration().Matches(file.Text)
        let name = declared.Groups["name"].Value
        where name != string.Join('.', folder[1..])
        select $"{file.Path} is in {name}";

    [GeneratedRegex(@"^namespace (?<name>[\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
