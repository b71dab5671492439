using System.Xml.Linq;

namespace Gatehouse.Architecture.Tests;

/// <summary>What a project file says about its references.</summary>
internal sealed class ProjectFile(RepositoryFile file)
{
    private readonly XDocument _document = XDocument.Parse(file.Text);

    public string Path => file.Path;

    public string Name => System.IO.Path.GetFileNameWithoutExtension(file.Path);

    /// <summary>Products are held to the design; tests and what is under deploy may reference anything.</summary>
    public bool IsProduct => file.Path.Split('/')[0] is "hardware" or "kiosk" or "host";

    /// <summary>It needs a package that not every feed holds: in no solution, and switched on by a property.</summary>
    public bool IsSwitchedOn => _document.Descendants("NeedsIotDeviceBindings").Any();

    public IEnumerable<XElement> Packages => _document.Descendants("PackageReference");

    public IEnumerable<XElement> Projects => _document.Descendants("ProjectReference");

    public static IEnumerable<ProjectFile> All { get; } = [.. Repository.OfType(".csproj").Select(file => new ProjectFile(file))];

    public static string Target(XElement reference) => System.IO.Path.GetFileNameWithoutExtension((string?)reference.Attribute("Include") ?? "");
}
