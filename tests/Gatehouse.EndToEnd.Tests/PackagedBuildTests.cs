using Gatehouse.Demo.Services;
using Gatehouse.EndToEnd.Tests.Support;

namespace Gatehouse.EndToEnd.Tests;

/// <summary>What is packaged for a gate is built without simulated devices.</summary>
public sealed class PackagedBuildTests : IDisposable
{
    // A whole build beside everything else that a test run starts.
    private static readonly TimeSpan BuildTime = TimeSpan.FromMinutes(15);

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Holds_no_simulated_device_and_knows_no_option_for_one()
    {
        // Nothing is shared with the ordinary build: neither outputs nor the lock files, which name one project more.
        var built = await Finished.OfAsync(
            BuildTime,
            new ProgramFile(Programs.Kiosk(KioskBuild.Ordinary).Command, []),
            "build", Path.Combine(Repository(), "kiosk", "Gatehouse.Kiosk.App"), "-c", "Release", "-v:q", "-nodeReuse:false", "-o", _scratch.Path("kiosk"),
            "-p:Simulation=false", $"-p:ArtifactsPath={_scratch.Path("artifacts")}", $"-p:NuGetLockFilePath={_scratch.Path("no.lock.json")}",
            "-p:RestorePackagesWithLockFile=false", "-p:RestoreLockedMode=false", "-p:NuGetAudit=false", "-p:RunAnalyzers=false", "-p:UseSharedCompilation=false");
        Assert.True(built.Status == 0, built.Output);
        Assert.False(File.Exists(_scratch.Path("kiosk", "Gatehouse.Hardware.Simulation.dll")));
        Assert.True(File.Exists(_scratch.Path("kiosk", "Gatehouse.Hardware.dll")));

        var kiosk = new ProgramFile(Programs.Kiosk(KioskBuild.Ordinary).Command, [_scratch.Path("kiosk", "gatehouse-kiosk.dll")]);
        (await Finished.OfAsync(kiosk, "run", "--config", "kiosk.json", "--simulate")).Refused("'--simulate'");
        (await Finished.OfAsync(kiosk, "commission", "--config", "kiosk.json", "--simulate")).Refused("'--simulate'");
        Assert.DoesNotContain("simul", (await Finished.OfAsync(kiosk, "run", "--help")).Succeeded().Output, StringComparison.OrdinalIgnoreCase);
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Gatehouse.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside of the checkout.");
        }

        return folder.FullName;
    }
}
