using System.Globalization;

namespace Gatehouse.Hardware.Tests.Osdp;

/// <summary>How many inputs a fuzz test throws: those of a quick run, or as many as GATEHOUSE_FUZZ says.</summary>
internal static class FuzzInputs
{
    public static int Count(int quick) =>
        int.TryParse(Environment.GetEnvironmentVariable("GATEHOUSE_FUZZ"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : quick;
}
