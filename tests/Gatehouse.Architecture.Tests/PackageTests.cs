using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Gatehouse.Architecture.Tests;

public sealed partial class PackageTests
{
    private static readonly RepositoryFile Central = Repository.Files.Single(file => file.Path == "Directory.Packages.props");

    [Fact]
    public void Every_package_is_pinned_to_one_version() => Rule.Holds(Floating(Central));

    [Theory]
    [InlineData("1.*")]
    [InlineData("[1.0.0,2.0.0)")]
    [InlineData("1")]
    [InlineData("")]
    public void A_floating_version_is_found(string version) =>
        Assert.Equal([$"Some {version}"], Floating(new RepositoryFile("Directory.Packages.props", $"""<Project><PackageVersion Include="Some" Version="{version}" /></Project>""")));

    [Fact]
    public void No_project_names_a_version_of_its_own() => Rule.Holds(ProjectFile.All.SelectMany(OwnVersions));

    [Theory]
    [InlineData("""<PackageReference Include="Some" Version="1.0.0" />""")]
    [InlineData("""<PackageReference Include="Some" VersionOverride="1.0.0" />""")]
    [InlineData("""<PackageReference Include="Some"><Version>1.0.0</Version></PackageReference>""")]
    public void A_version_in_a_project_is_found(string reference) =>
        Assert.Equal(["host/Own.csproj: Some"], OwnVersions(new ProjectFile(new RepositoryFile("host/Own.csproj", $"<Project>{reference}</Project>"))));

    [Fact]
    public void Every_project_has_a_lock_file() => Rule.Holds(Unlocked(ProjectFile.All, Repository.Files));

    [Fact]
    public void A_project_without_a_lock_file_is_found() =>
        Assert.Equal(["host/B/B.csproj"],
            Unlocked([Empty("host/A/A.csproj"), Empty("host/B/B.csproj")], [new RepositoryFile("host/A/packages.lock.json", "{}")]));

    private static IEnumerable<string> Floating(RepositoryFile central) =>
        from package in XDocument.Parse(central.Text).Descendants("PackageVersion")
        let version = (string?)package.Attribute("Version") ?? ""
        where !ExactVersion().IsMatch(version)
        select $"{(string?)package.Attribute("Include")} {version}";

    private static IEnumerable<string> OwnVersions(ProjectFile project) =>
        from package in project.Packages
        where package.Attributes().Select(attribute => attribute.Name.LocalName)
            .Concat(package.Elements().Select(element => element.Name.LocalName))
            .Any(name => name is "Version" or "VersionOverride")
        select $"{project.Path}: {(string?)package.Attribute("Include")}";

    private static IEnumerable<string> Unlocked(IEnumerable<ProjectFile> projects, IEnumerable<RepositoryFile> files)
    {
        var locks = files.Where(file => Path.GetFileName(file.Path) == "packages.lock.json").Select(file => file.Folder).ToHashSet();
        return projects.Select(project => project.Path).Where(path => !locks.Contains(Path.GetDirectoryName(path) ?? ""));
    }

    private static ProjectFile Empty(string path) => new(new RepositoryFile(path, "<Project />"));

    [GeneratedRegex(@"^\d+\.\d+\.\d+(\.\d+)?(-[\w.]+)?$")]
    private static partial Regex ExactVersion();
}
