using Gatehouse.Hardware.Cards;
using Gatehouse.Hardware.Simulation.Cards;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Hardware.Tests.Cards;

public sealed class SimulatedMfrc522Tests
{
    [Theory]
    // The lowest bit of an address is zero, a read ends with zero and names registers to read until then.
    [InlineData("6F00")]
    [InlineData("EE01")]
    [InlineData("EE6E00")]
    [InlineData("EE")]
    // The first register of each page is reserved, as is 0x0F; the version cannot be written.
    [InlineData("8000")]
    [InlineData("9E00")]
    [InlineData("6E92")]
    // Reading an empty buffer; sending without a command; a command that is none.
    [InlineData("9200")]
    [InlineData("1A80")]
    [InlineData("020B")]
    public void Throws_at_what_breaks_the_rules_of_its_bus(string transfer)
    {
        using var chip = NewChip();
        var sent = Convert.FromHexString(transfer);
        Assert.Throws<InvalidOperationException>(() => chip.TransferFullDuplex(sent, new byte[sent.Length]));
    }

    [Fact]
    public void Throws_at_the_65th_byte_of_its_buffer()
    {
        using var chip = NewChip();
        chip.Write([Mfrc522Words.Fifo << 1, .. new byte[Mfrc522Words.FifoSize]]);
        Assert.Throws<InvalidOperationException>(() => chip.Write([Mfrc522Words.Fifo << 1, 0]));
    }

    [Fact]
    public void Throws_at_a_command_while_another_is_under_way()
    {
        using var chip = NewChip();
        chip.Write([Mfrc522Words.Command << 1, Mfrc522Words.Transceive]);
        Assert.Throws<InvalidOperationException>(() => chip.Write([Mfrc522Words.Command << 1, Mfrc522Words.Transceive]));
    }

    [Fact]
    public void Throws_when_it_is_told_to_send_without_a_field()
    {
        using var chip = NewChip();
        chip.Write([Mfrc522Words.Fifo << 1, 0x26]);
        chip.Write([Mfrc522Words.Command << 1, Mfrc522Words.Transceive]);
        Assert.Throws<InvalidOperationException>(() => chip.Write([Mfrc522Words.BitFraming << 1, Mfrc522Words.StartSend | 7]));
    }

    [Fact]
    public void Throws_at_a_register_while_it_comes_back_from_a_reset()
    {
        using var chip = NewChip();
        chip.Write([Mfrc522Words.Command << 1, Mfrc522Words.SoftReset]);
        Assert.Throws<InvalidOperationException>(() => chip.Write([Mfrc522Words.TimerMode << 1, 0x80]));
    }

    [Fact]
    public void Answers_several_addresses_in_one_transfer()
    {
        using var chip = NewChip();
        var heard = new byte[3];
        // The version, then the mode after a reset (datasheet rev. 3.9, section 9.3.2.2).
        chip.TransferFullDuplex([0x80 | (Mfrc522Words.Version << 1), 0x80 | (Mfrc522Words.Mode << 1), 0], heard);
        Assert.Equal([0x92, 0x3F], heard[1..]);
    }

    [Fact]
    public void Computes_the_CRC_of_its_buffer()
    {
        using var chip = NewChip();
        // CRC_A of a halt, ISO/IEC 14443-3, section 6.4.3: 57 CD.
        chip.Write([Mfrc522Words.Mode << 1, 0x3D]);
        chip.Write([Mfrc522Words.Fifo << 1, 0x50, 0x00]);
        chip.Write([Mfrc522Words.Command << 1, 0x03]);
        var heard = new byte[4];
        chip.TransferFullDuplex([0x80 | (0x05 << 1), 0x80 | (0x22 << 1), 0x80 | (0x21 << 1), 0], heard);
        Assert.Equal([0x04, 0x57, 0xCD], heard[1..]);
    }

    private static SimulatedMfrc522 NewChip()
    {
        var time = new FakeTimeProvider();
        return new SimulatedMfrc522(new SimulatedCardField(time), time);
    }
}
