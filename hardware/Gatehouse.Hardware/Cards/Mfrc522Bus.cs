using System.Device.Spi;
using System.Globalization;
using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Temperature;

namespace Gatehouse.Hardware.Cards;

/// <summary>Reads and writes the registers of an MFRC522 over SPI (datasheet rev. 3.9, section 8.1.2).</summary>
internal sealed class Mfrc522Bus(SpiDevice device)
{
    private const byte Reading = 0x80;
    private const int PermissionDenied = 13;

    public byte Read(byte register)
    {
        Span<byte> answer = stackalloc byte[1];
        Read(register, answer);
        return answer[0];
    }

    /// <summary>Reads a register again and again, which takes the buffer's front each time.</summary>
    public void Read(byte register, Span<byte> values)
    {
        // Each address byte answers with the register named before it; the closing zero names none.
        Span<byte> sent = stackalloc byte[Mfrc522Words.FifoSize + 1];
        Span<byte> heard = stackalloc byte[Mfrc522Words.FifoSize + 1];
        sent = sent[..(values.Length + 1)];
        heard = heard[..(values.Length + 1)];
        sent[..^1].Fill((byte)(Reading | (register << 1)));
        sent[^1] = 0;
        try
        {
            device.TransferFullDuplex(sent, heard);
        }
        catch (IOException e)
        {
            throw Failed(e);
        }

        heard[1..].CopyTo(values);
    }

    public void Write(byte register, params ReadOnlySpan<byte> values)
    {
        Span<byte> sent = stackalloc byte[Mfrc522Words.FifoSize + 1];
        sent = sent[..(values.Length + 1)];
        sent[0] = (byte)(register << 1);
        values.CopyTo(sent[1..]);
        try
        {
            device.Write(sent);
        }
        catch (IOException e)
        {
            throw Failed(e);
        }
    }

    private CardReaderException Failed(IOException e)
    {
        var settings = device.ConnectionSettings;
        var name = string.Create(CultureInfo.InvariantCulture, $"/dev/spidev{settings.BusId}.{settings.ChipSelectLine}");
        return I2cErrno.Of(e) == PermissionDenied
            ? new CardReaderException(ReaderFault.Denied, $"The bus {name} may not be used: the service user must be in the group 'spi'.", e)
            : new CardReaderException(
                ReaderFault.Lost,
                $"The bus {name} of the card reader failed ({e.Message}): check that SPI is switched on (dtparam=spi=on) and that the chip select is the wired one.",
                e);
    }
}
