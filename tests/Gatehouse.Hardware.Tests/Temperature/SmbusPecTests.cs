using Gatehouse.Hardware.Temperature;

namespace Gatehouse.Hardware.Tests.Temperature;

public sealed class SmbusPecTests
{
    [Theory]
    [InlineData("B407B5D23A", 0x30)] // MLX90614 datasheet rev. 13, figure 8
    [InlineData("B42207C8", 0x48)] // figure 9
    [InlineData("B4FF", 0xE8)] // figure 11
    [InlineData("002E0000", 0x6F)] // Melexis application note 390119061402, p. 19
    [InlineData("002E5A00", 0xE1)]
    [InlineData("B407B5803C", 0x04)]
    [InlineData("B407B50080", 0x8F)]
    [InlineData("B424B5FFFF", 0xD6)]
    [InlineData("B4240000", 0x28)]
    [InlineData("B424E0FA", 0x83)]
    [InlineData("B460", 0x3C)]
    [InlineData("B461", 0x3B)]
    public void Agrees_with_the_maker(string bytes, byte code) => Assert.Equal(code, SmbusPec.Of(Convert.FromHexString(bytes)));

    [Fact]
    public void Orders_the_bytes_of_a_read_and_of_a_write_as_the_wire_does()
    {
        Assert.Equal(0x30, SmbusPec.OfRead(0x5A, 0x07, 0x3AD2));
        Assert.Equal(0x48, SmbusPec.OfWrite(0x5A, 0x22, 0xC807));
    }
}
