using Gatehouse.Hardware.Osdp;

namespace Gatehouse.Hardware.Tests.Osdp;

public sealed class OsdpCheckTests
{
    // SIA OSDP, annex E, examples 1 and 2 of each, as in goToMain/libosdp, tests/unit-tests/test-sc-sia-vectors.c.
    [Theory]
    [InlineData("537F0D00046E0080250000", 0x386E)]
    [InlineData("53000900046100", 0x66C0)]
    public void The_crc_is_the_standards(string bytes, int crc) => Assert.Equal(crc, OsdpCheck.Crc16(Convert.FromHexString(bytes)));

    [Theory]
    [InlineData("537F0C00006E0080250000", 0x0F)]
    [InlineData("53000800006100", 0x44)]
    public void The_checksum_is_the_standards(string bytes, int sum) => Assert.Equal(sum, OsdpCheck.Checksum(Convert.FromHexString(bytes)));
}
