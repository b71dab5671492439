using Gatehouse.Demo;
using Gatehouse.Demo.Services;
using Gatehouse.Host.Tests.Support;

namespace Gatehouse.Benchmarks;

/// <summary>How a benchmark is run.</summary>
/// <param name="Dry">A few rounds without bounds.</param>
/// <param name="Kiosk">The Native AOT kiosk.</param>
/// <param name="Time">The clock that measures.</param>
internal sealed record BenchOptions(bool Dry, FileInfo? Kiosk, TimeProvider Time)
{
    /// <summary>The Native AOT kiosk; in a dry run the ordinary one serves where there is none.</summary>
    public ProgramFile KioskProgram()
    {
        var file = Kiosk ?? (Environment.GetEnvironmentVariable("GATEHOUSE_KIOSK_AOT_X64") is { Length: > 0 } path ? new FileInfo(path) : null);
        return file is not null ? ProgramFile.Native(file)
            : Dry ? ProgramFile.Built("Gatehouse.Kiosk.App", "gatehouse-kiosk")
            : throw new DemoException("Name the Native AOT kiosk with --kiosk FILE; 'tests/run' publishes it to artifacts/publish/kiosk-linux-x64/gatehouse-kiosk.");
    }

    /// <summary>A bound, or none in a dry run.</summary>
    public double? Bound(double bound) => Dry ? null : bound;

    /// <summary>A fresh folder on a real disk, beside the build's own output.</summary>
    /// <exception cref="DemoException">It lies in memory, where a flush costs nothing.</exception>
    public static DirectoryInfo RealFolder(string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "bench", $"{name}-{Environment.ProcessId}"));
        OnDisk(folder.FullName, "build the project on a disk");
        return folder;
    }

    /// <summary>A PostgreSQL of the distribution on a real disk, set up as it comes but for these settings; it ends with this process.</summary>
    /// <exception cref="DemoException">There is none, or it would lie in memory.</exception>
    public static PostgresCluster Cluster(string settings)
    {
        OnDisk(Path.GetTempPath(), "name another folder with TMPDIR");
        try
        {
            return PostgresCluster.Start(settings);
        }
        catch (InvalidOperationException e)
        {
            throw new DemoException(e.Message);
        }
    }

    private static void OnDisk(string path, string remedy)
    {
        var drive = DriveInfo.GetDrives().Where(d => path.StartsWith(d.Name, StringComparison.Ordinal)).MaxBy(d => d.Name.Length);
        if (drive?.DriveFormat is "tmpfs" or "ramfs")
        {
            throw new DemoException($"{path} lies in memory ({drive.DriveFormat}), where a flush costs nothing: {remedy}.");
        }
    }
}
