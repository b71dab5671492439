using System.Xml.Linq;

namespace Gatehouse.Architecture.Tests;

public sealed class FolderTests
{
    [Fact]
    public void Every_top_folder_has_a_readme() => Rule.Holds(WithoutReadme(Repository.TopFolders, Repository.Files));

    [Fact]
    public void A_top_folder_without_a_readme_is_found() =>
        Assert.Equal(["host"], WithoutReadme(["host", "kiosk"], [new RepositoryFile("kiosk/README.md", "# Kiosk"), new RepositoryFile("host/Api/README.md", "")]));

    [Fact]
    public void The_solution_holds_every_project_but_those_that_are_switched_on() =>
        Assert.Equal(ProjectFile.All.Where(project => !project.IsSwitchedOn).Select(project => project.Path).Order(), InSolution(Repository.Files.Single(file => file.Path == "Gatehouse.slnx")).Order());

    [Fact]
    public void A_solution_is_read_whatever_its_folders() =>
        Assert.Equal(["a/A.csproj", "b/B.csproj"],
            InSolution(new RepositoryFile("Gatehouse.slnx", """<Solution><Project Path="a/A.csproj" /><Folder Name="/b/"><Project Path="b/B.csproj" /></Folder></Solution>""")));

    private static IEnumerable<string> WithoutReadme(IEnumerable<string> folders, IReadOnlyCollection<RepositoryFile> files) =>
        folders.Where(folder => !files.Any(file => file.Path == $"{folder}/README.md" && file.Text.Length > 0));

    private static IEnumerable<string> InSolution(RepositoryFile solution) =>
        XDocument.Parse(solution.Text).Descendants("Project").Select(project => (string?)project.Attribute("Path") ?? "");
}
