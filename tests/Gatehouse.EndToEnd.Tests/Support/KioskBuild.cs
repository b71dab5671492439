using Gatehouse.Demo.Services;

namespace Gatehouse.EndToEnd.Tests.Support;

/// <summary>The executables that a test is run against.</summary>
public enum KioskBuild
{
    /// <summary>Either of the two for this machine: native code, which starts sooner, if it was made.</summary>
    Any,

    /// <summary>What the ordinary build makes.</summary>
    Ordinary,

    /// <summary>Native code for this machine.</summary>
    NativeX64,

    /// <summary>Native code for a Raspberry Pi, emulated.</summary>
    NativeArm64,
}

/// <summary>How the programs are started.</summary>
public static class Programs
{
    private const string NativeX64 = "GATEHOUSE_KIOSK_AOT_X64";

    public static ProgramFile Demo { get; } = ProgramFile.Built("Gatehouse.Demo", "gatehouse-demo");

    public static ProgramFile Host { get; } = ProgramFile.Built("Gatehouse.Host", "gatehouse-host");

    /// <summary>The kiosk; skips the test where this build of it was not made.</summary>
    public static ProgramFile Kiosk(KioskBuild build) => build switch
    {
        KioskBuild.Any when Environment.GetEnvironmentVariable(NativeX64) is { Length: > 0 } => Kiosk(KioskBuild.NativeX64),
        KioskBuild.NativeX64 => ProgramFile.Native(Native(NativeX64)),
        KioskBuild.NativeArm64 => Emulated(Native("GATEHOUSE_KIOSK_AOT_ARM64")),
        _ => ProgramFile.Built("Gatehouse.Kiosk.App", "gatehouse-kiosk"),
    };

    /// <summary>What the demo is told to run this build; by itself it runs what the ordinary build makes.</summary>
    public static string[] DemoOptions(KioskBuild build) => Kiosk(build) is { Arguments.Count: 0 } native ? ["--kiosk-executable", native.Command] : [];

    private static FileInfo Native(string variable) => new(Told(variable, "the native executable"));

    private static ProgramFile Emulated(FileInfo file) => new(
        "qemu-aarch64-static",
        ["-L", Told("GATEHOUSE_ARM64_SYSROOT", "the libraries for arm64"), ProgramFile.Native(file).Command]);

    private static string Told(string variable, string what)
    {
        var path = Environment.GetEnvironmentVariable(variable);
        Assert.SkipWhen(string.IsNullOrEmpty(path), $"{variable} does not name {what}: tests/run makes it.");
        return path!;
    }
}
