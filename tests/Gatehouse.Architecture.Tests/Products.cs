using System.Reflection;

namespace Gatehouse.Architecture.Tests;

/// <summary>The product's projects, the assemblies built from them and what each may reference.</summary>
internal static class Products
{
    /// <summary>Kiosk.App → Kiosk → {Hardware, Contract} ← Host, and Kiosk.App → Hardware.Simulation → Hardware.</summary>
    public static IReadOnlyDictionary<string, string[]> MayReference { get; } = new Dictionary<string, string[]>
    {
        ["Gatehouse.Hardware"] = [],
        ["Gatehouse.Hardware.Simulation"] = ["Gatehouse.Hardware"],
        ["Gatehouse.Contract"] = [],
        ["Gatehouse.Kiosk"] = ["Gatehouse.Hardware", "Gatehouse.Contract"],
        ["Gatehouse.Kiosk.App"] = ["Gatehouse.Kiosk", "Gatehouse.Hardware.Simulation"],
        ["Gatehouse.Host"] = ["Gatehouse.Contract"],
    };

    /// <summary>The same of what is in no solution, and so is not built beside these tests.</summary>
    public static IReadOnlyDictionary<string, string[]> SwitchedOn { get; } = new Dictionary<string, string[]>
    {
        ["Gatehouse.Hardware.IotBindings"] = ["Gatehouse.Hardware"],
    };

    /// <summary>Projects whose assembly bears the name of an executable.</summary>
    private static readonly Dictionary<string, string> AssemblyNames = new()
    {
        ["Gatehouse.Kiosk.App"] = "gatehouse-kiosk",
        ["Gatehouse.Host"] = "gatehouse-host",
    };

    public static IReadOnlyDictionary<string, Assembly> Assemblies { get; } =
        MayReference.Keys.ToDictionary(project => project, project => Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, AssemblyName(project) + ".dll")));

    /// <summary>What a project's code may use: what it references, and what that references in turn.</summary>
    public static IEnumerable<string> MayUse(string project) =>
        MayReference[project].SelectMany(reference => MayUse(reference).Append(reference)).Distinct();

    public static string AssemblyName(string project) => AssemblyNames.GetValueOrDefault(project, project);
}
