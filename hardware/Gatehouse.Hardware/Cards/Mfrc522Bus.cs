using System.Device.Spi;
using System.Globalization;
using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Kernel;

namespace Gatehouse.Hardware.Cards;

/// <summary>Reads and writes the registers of an MFRC522 over SPI (datasheet rev. 3.9, section 8.1.2).</summary>
internal sealed class Mfrc522Bus(SpiDevice device)
{
    private const byte Reading = 0x80;

    public byte Read(byte register)
    {
        Span<byte> answer = stackalloc byte[1];
        Read([register], answer);
        return answer[0];
    }

    /// <summary>Takes the front of the buffer as often as there is room.</summary>
    public void ReadFifo(Span<byte> bytes)
    {
        Span<byte> registers = stackalloc byte[bytes.Length];
        registers.Fill(Mfrc522Words.Fifo);
        Read(registers, bytes);
    }

    /// <summary>Reads registers in one transfer: each address byte answers with the register named before it.</summary>
    public void Read(ReadOnlySpan<byte> registers, Span<byte> values)
    {
        Span<byte> sent = stackalloc byte[registers.Length + 1];
        Span<byte> heard = stackalloc byte[registers.Length + 1];
        for (var i = 0; i < registers.Length; i++)
        {
            sent[i] = (byte)(Reading | (registers[i] << 1));
        }

        // The last names none.
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
        Span<byte> sent = stackalloc byte[values.Length + 1];
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
        return BusErrno.Of(e) switch
        {
            Errno.NoEntry or Errno.NoDevice => new CardReaderException(
                ReaderFault.Lost,
                $"The card reader's bus {name} does not exist: switch SPI on (raspi-config, Interface Options), or correct its numbers in the configuration.",
                e),
            Errno.AccessDenied or Errno.NotPermitted => new CardReaderException(
                ReaderFault.Denied,
                $"The card reader's bus {name} may not be used: the service user must be in the group 'spi' (sudo usermod -aG spi USER, then restart the service).",
                e),
            _ => new CardReaderException(
                ReaderFault.Lost,
                $"The card reader's bus {name} failed ({e.Message}): check that the chip select is the wired one and that no other program uses it.",
                e),
        };
    }
}
