using System.Runtime.InteropServices;

namespace Gatehouse.Demo.Services;

/// <summary>How a program is started.</summary>
/// <param name="Command">The executable.</param>
/// <param name="Arguments">Its first arguments.</param>
public sealed record ProgramFile(string Command, IReadOnlyList<string> Arguments)
{
    /// <summary>A program that was built beside the demo, by the same dotnet that runs the demo.</summary>
    public static ProgramFile Built(string project, string assembly)
    {
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var file = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", project, configuration, assembly + ".dll"));
        return File.Exists(file)
            ? new ProgramFile(Dotnet(), [file])
            : throw new DemoException($"{file} is missing: build the demo with 'dotnet build deploy/demo'.");
    }

    /// <summary>An executable of its own.</summary>
    public static ProgramFile Native(FileInfo file) =>
        file.Exists ? new ProgramFile(file.FullName, []) : throw new DemoException($"There is no executable {file.FullName}.");

    private static string Dotnet()
    {
        var beside = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
        return File.Exists(beside) ? beside : "dotnet";
    }
}
