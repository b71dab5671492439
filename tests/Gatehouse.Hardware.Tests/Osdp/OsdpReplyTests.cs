using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Osdp;

namespace Gatehouse.Hardware.Tests.Osdp;

public sealed class OsdpReplyTests
{
    // Captured: osdp-dev/libosdp issue 244, Z-bit-Systems-LLC/OSDP.Net PacketDecodingTest.cs and the session in Captured.
    [Theory]
    [InlineData("164268000C4C8FBCF4020A02", "164268", 0, 12, 0xF4BC8F4C, "2.10.2")]
    [InlineData("000EE3101000007497230606", "000EE3", 16, 16, 0x97740000, "35.6.6")]
    [InlineData("0A00170300CAFEDEED015002", "0A0017", 3, 0, 0xEDDEFECA, "1.80.2")]
    public void Reads_who_a_reader_is(string payload, string vendor, int model, int version, uint serial, string firmware) =>
        Assert.Equal(new OsdpIdentity(vendor, (byte)model, (byte)version, serial, firmware), OsdpIdentity.Read(Convert.FromHexString(payload)));

    // The keypad of github.com/bytedreamer/OSDP.Net, DeviceCapabilitiesTest.cs.
    [Fact]
    public void Reads_what_a_reader_can_do()
    {
        var all = OsdpCapability.Read(Convert.FromHexString("0301010404010502010600000700000801000901010AC2010E00000F0000100100"));

        Assert.Equal(11, all?.Count);
        Assert.Contains(new OsdpCapability(4, 4, 1), all!);
        Assert.Contains(new OsdpCapability(10, 194, 1), all!);
    }

    // libosdp-conformance, test/osdpcap-tests/2-lstatr-power.osdpcap has 00 01.
    [Theory]
    [InlineData("0000", false, false)]
    [InlineData("0001", false, true)]
    [InlineData("0100", true, false)]
    public void Reads_how_a_reader_is(string payload, bool tampered, bool power) =>
        Assert.Equal(new OsdpLocalStatus(tampered, power), OsdpLocalStatus.Read(Convert.FromHexString(payload)));

    // OSDP.Net, RawCardDataTest.cs; libosdp-conformance, README, "Present card"; the last is a 26-bit frame of HID's, left justified.
    [Theory]
    [InlineData("0500100012AB", 16, 0x12ABUL)]
    [InlineData("00004B0009A4494AA3274CD52BC0", 75, 0UL)]
    [InlineData("00001A00BD88EB80", 26, 0x2F623AEUL)]
    public void Reads_a_card(string payload, int length, ulong bits) =>
        Assert.Equal(new OsdpCard(length, bits), OsdpCard.Read(Convert.FromHexString(payload)));

    [Theory]
    [InlineData("")]
    [InlineData("00001A")]
    [InlineData("00000000")]
    [InlineData("00001A00BD88EB")]
    [InlineData("00001A00BD88EB8000")]
    [InlineData("0000FFFFBD88EB80")]
    public void What_is_no_card_is_none(string payload) => Assert.Null(OsdpCard.Read(Convert.FromHexString(payload)));

    [Fact]
    public void What_has_another_length_is_nothing()
    {
        Assert.Null(OsdpIdentity.Read(new byte[11]));
        Assert.Null(OsdpCapability.Read(new byte[4]));
        Assert.Null(OsdpLocalStatus.Read(new byte[3]));
    }

    // OSDP.Net, ReaderBuzzerControlTest.cs; the fields of its ReaderLedControlsTest.cs, with this kiosk's values.
    [Fact]
    public void Commands_have_the_fields_that_others_send()
    {
        Assert.Equal("0002050201", Convert.ToHexString(OsdpCommand.Buzzer(on: 5, off: 2, count: 1).Payload.Span));
        Assert.Equal("0000010000000000000105050302", Convert.ToHexString(OsdpCommand.Led(OsdpColour.Amber, OsdpColour.Green).Payload.Span));
    }

    [Fact]
    public void A_card_reads_as_the_badge_that_a_wiegand_wire_would_say()
    {
        var card = OsdpCard.Read(Convert.FromHexString("00001A00BD88EB80"))!.Value;
        Assert.Equal(WiegandFormat.H10301.Badge(123, 4567), WiegandFormat.H10301.Decode(card.Bits, card.Length).Badge);
    }
}
