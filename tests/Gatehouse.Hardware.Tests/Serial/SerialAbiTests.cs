using System.Globalization;
using System.Reflection;
using Gatehouse.Hardware.Serial;
using Gatehouse.Hardware.Tests.Kernel;

namespace Gatehouse.Hardware.Tests.Serial;

public sealed class SerialAbiTests
{
    private static readonly Dictionary<string, string> InC = new()
    {
        [nameof(SerialAbi.SettingsBytes)] = "sizeof(struct termios2)",
        [nameof(SerialAbi.ControlAt)] = "offsetof(struct termios2, c_cflag)",
        [nameof(SerialAbi.CharactersAt)] = "offsetof(struct termios2, c_cc)",
        [nameof(SerialAbi.InputSpeedAt)] = "offsetof(struct termios2, c_ispeed)",
        [nameof(SerialAbi.OutputSpeedAt)] = "offsetof(struct termios2, c_ospeed)",
        [nameof(SerialAbi.LeastBytes)] = "VMIN",
        [nameof(SerialAbi.EightBits)] = "CS8",
        [nameof(SerialAbi.Receives)] = "CREAD",
        [nameof(SerialAbi.Local)] = "CLOCAL",
        [nameof(SerialAbi.AnySpeed)] = "BOTHER",
        [nameof(SerialAbi.SetSettings)] = "TCSETS2",
        [nameof(SerialAbi.TakeAlone)] = "TIOCEXCL",
        [nameof(SerialAbi.LetGo)] = "TIOCNXCL",
        [nameof(SerialAbi.Forget)] = "TCFLSH",
        [nameof(SerialAbi.BothWays)] = "TCIOFLUSH",
    };

    /// <summary>What is asked of the headers.</summary>
    public static IEnumerable<string> Expressions => InC.Values;

    [Fact]
    public async Task Constants_are_the_headers()
    {
        var here = typeof(SerialAbi).GetFields(BindingFlags.Public | BindingFlags.Static)
            .ToDictionary(field => field.Name, field => Convert.ToInt64(field.GetRawConstantValue(), CultureInfo.InvariantCulture));
        var there = await KernelHeaders.NumbersAsync();

        Assert.Equal(InC.Select(constant => (constant.Key, there[constant.Value])).Order(), here.Select(constant => (constant.Key, constant.Value)).Order());
    }
}
