namespace Gatehouse.Kiosk.Journal;

/// <summary>Which boot of the machine this is.</summary>
/// <param name="Id">The kernel's boot id.</param>
public readonly record struct BootIdentity(Guid Id)
{
    private const string KernelFile = "/proc/sys/kernel/random/boot_id";

    /// <summary>The kernel's own boot id; all zeros where there is none.</summary>
    public static BootIdentity OfThisMachine() =>
        new(File.Exists(KernelFile) && Guid.TryParse(File.ReadAllText(KernelFile).Trim(), out var id) ? id : Guid.Empty);
}
