using System.Text.RegularExpressions;

namespace Gatehouse.Architecture.Tests;

public sealed partial class LinkTests
{
    [Fact]
    public void Links_in_documents_lead_somewhere() =>
        Rule.Holds(Repository.OfType(".md").SelectMany(document => Broken(document, path => Path.Exists(Path.Combine(Repository.Root, path)))));

    [Fact]
    public void A_broken_link_is_found() =>
        Assert.Equal(["host/README.md: ../gone.md"],
            Broken(new RepositoryFile("host/README.md", "[a](../gone.md) [b](Api/here.md#part) [c](https://example.org/) [d](#part)"), path => path == "host/Api/here.md"));

    private static IEnumerable<string> Broken(RepositoryFile document, Func<string, bool> exists) =>
        from Match link in Link().Matches(document.Text)
        let target = link.Groups["target"].Value.Split('#')[0]
        where target.Length > 0 && !target.Contains(':', StringComparison.Ordinal)
        where !exists(Path.GetRelativePath(Repository.Root, Path.Combine(Repository.Root, document.Folder, target)))
        select $"{document.Path}: {target}";

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)|src=""(?<target>[^""]+)""")]
    private static partial Regex Link();
}
