using Gatehouse.Hardware.Temperature;
using Gatehouse.Hardware.Tests.Temperature;

namespace Gatehouse.Hardware.Tests.Faults;

public sealed class ThermometerOutOfRange
{
    [Theory]
    [InlineData(0x0000, 0x39AF, false)]
    [InlineData(0xFFFF, 0x39AF, false)]
    [InlineData(0x27AC, 0x39AF, false)]
    [InlineData(0x27AD, 0x39AF, true)]
    [InlineData(0x7FFF, 0x39AF, true)]
    [InlineData(0x3C80, 0x2DE3, false)]
    [InlineData(0x3C80, 0x2DE4, true)]
    [InlineData(0x3C80, 0x4DC4, true)]
    [InlineData(0x3C80, 0x4DC5, false)]
    [InlineData(0x3C80, 0xFFFF, false)]
    public void What_it_cannot_have_measured_is_refused(int target, int ambient, bool sound) => Stage.Play(async time =>
    {
        using var device = new ScriptedI2c((ushort)target, (ushort)ambient);
        using var driver = new Mlx90614(device, new Mlx90614Options(), time);
        var sample = driver.SampleAsync(TestContext.Current.CancellationToken);
        if (sound)
        {
            Assert.Equal((target, ambient), ((await sample).TargetWord, (await sample).AmbientWord));
        }
        else
        {
            Assert.Equal(ThermometerFault.OutOfRange, (await Assert.ThrowsAsync<ThermometerException>(() => sample)).Fault);
        }
    });
}
