using System.Reflection;

namespace Gatehouse.Architecture.Tests;

public sealed class ReferenceTests
{
    [Fact]
    public void Every_product_project_is_known_to_the_design() =>
        Assert.Equal(Products.MayReference.Keys.Concat(Products.SwitchedOn.Keys).Order(), ProjectFile.All.Where(project => project.IsProduct).Select(project => project.Name).Order());

    [Fact]
    public void Project_files_reference_what_the_design_allows() =>
        Rule.Holds(ProjectFile.All.Where(project => project.IsProduct).SelectMany(ForbiddenProjects));

    [Fact]
    public void A_forbidden_project_reference_is_found() =>
        Assert.Equal(["kiosk/Gatehouse.Kiosk/Gatehouse.Kiosk.csproj references Gatehouse.Host"],
            ForbiddenProjects(Project("kiosk/Gatehouse.Kiosk", """<ProjectReference Include="../../host/Gatehouse.Host/Gatehouse.Host.csproj" />""")));

    [Fact]
    public void Assemblies_reference_what_the_design_allows() =>
        Rule.Holds(Products.Assemblies.SelectMany(product => ForbiddenAssemblies(product.Key, product.Value, Products.MayUse(product.Key))));

    [Fact]
    public void A_forbidden_assembly_reference_is_found() =>
        Assert.Equal(["Gatehouse.Kiosk uses Gatehouse.Contract"],
            ForbiddenAssemblies("Gatehouse.Kiosk", Products.Assemblies["Gatehouse.Kiosk"], ["Gatehouse.Hardware"]));

    /// <summary>Hosts and kiosks of several ages share the contract: nothing in it may come from a package.</summary>
    [Fact]
    public void The_contract_stands_alone() =>
        Rule.Holds(Leanings(ProjectFile.All.Single(project => project.Name == "Gatehouse.Contract")));

    [Fact]
    public void A_package_in_the_contract_is_found() =>
        Assert.Equal(["LiteDB"], Leanings(Project("host/Gatehouse.Contract", """<PackageReference Include="LiteDB" />""")));

    /// <summary>The packaged executable is built with Simulation=false and must then hold no simulated device.</summary>
    [Fact]
    public void Simulated_devices_can_be_left_out_of_every_product() =>
        Rule.Holds(ProjectFile.All.Where(project => project.IsProduct).SelectMany(UnconditionalSimulation));

    [Fact]
    public void A_simulation_that_cannot_be_left_out_is_found() =>
        Assert.Equal(["kiosk/Gatehouse.Kiosk.App/Gatehouse.Kiosk.App.csproj"], UnconditionalSimulation(Project("kiosk/Gatehouse.Kiosk.App",
            """<ProjectReference Include="../../hardware/Gatehouse.Hardware.Simulation/Gatehouse.Hardware.Simulation.csproj" />""")));

    private static IEnumerable<string> ForbiddenProjects(ProjectFile project) =>
        project.Projects.Select(ProjectFile.Target)
            .Except((project.IsSwitchedOn ? Products.SwitchedOn : Products.MayReference).GetValueOrDefault(project.Name, []))
            .Select(target => $"{project.Path} references {target}");

    private static IEnumerable<string> ForbiddenAssemblies(string project, Assembly assembly, IEnumerable<string> allowed) =>
        assembly.GetReferencedAssemblies().Select(name => name.Name ?? "")
            .Where(name => name.StartsWith("gatehouse", StringComparison.OrdinalIgnoreCase))
            .Except(allowed.Select(Products.AssemblyName))
            .Select(name => $"{project} uses {name}");

    private static IEnumerable<string> Leanings(ProjectFile project) =>
        project.Packages.Concat(project.Projects).Select(reference => (string?)reference.Attribute("Include") ?? "");

    private static IEnumerable<string> UnconditionalSimulation(ProjectFile project) =>
        project.Projects
            .Where(reference => ProjectFile.Target(reference) == "Gatehouse.Hardware.Simulation" && reference.Attribute("Condition") is null)
            .Select(_ => project.Path);

    private static ProjectFile Project(string folder, string references) =>
        new(new RepositoryFile($"{folder}/{Path.GetFileName(folder)}.csproj", $"<Project><ItemGroup>{references}</ItemGroup></Project>"));
}
