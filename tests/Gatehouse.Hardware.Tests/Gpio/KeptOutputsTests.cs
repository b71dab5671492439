using Gatehouse.Hardware.Gpio;

namespace Gatehouse.Hardware.Tests.Gpio;

public sealed class KeptOutputsTests : IDisposable
{
    private readonly DirectoryInfo _modules = Directory.CreateTempSubdirectory("gatehouse-modules-");

    public void Dispose() => _modules.Delete(recursive: true);

    [Theory]
    [InlineData("pinctrl_bcm2835", "Y\n", true)]
    [InlineData("pinctrl_rp1", "Y\n", true)]
    [InlineData("pinctrl_rp1", "1\n", true)]
    [InlineData("pinctrl_rp1", "N\n", false)]
    [InlineData("pinctrl_bcm2835", "", false)]
    [InlineData("gpio_sim", "Y\n", false)]
    public void The_kernels_own_parameter_says_so(string driver, string says, bool kept)
    {
        var parameters = Directory.CreateDirectory(Path.Combine(_modules.FullName, driver, "parameters"));
        File.WriteAllText(Path.Combine(parameters.FullName, "persist_gpio_outputs"), says);
        Assert.Equal(kept, KeptOutputs.Under(_modules.FullName));
    }

    [Fact]
    public void A_kernel_without_the_parameter_does_not() => Assert.False(KeptOutputs.Under(_modules.FullName));
}
