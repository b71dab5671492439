namespace Gatehouse.Hardware.Cards;

/// <summary>Registers, commands and bits of an MFRC522 (datasheet rev. 3.9, sections 9 and 10), as far as the driver uses them.</summary>
public static class Mfrc522Words
{
    /// <summary>CommandReg: the command under way, and whether the chip is still starting.</summary>
    public const byte Command = 0x01;

    /// <summary>ComIrqReg: what has happened. Writing ones without the highest bit forgets them.</summary>
    public const byte Interrupts = 0x04;

    /// <summary>ErrorReg: what went wrong in the last command.</summary>
    public const byte Error = 0x06;

    /// <summary>FIFODataReg: the buffer of 64 bytes, its front.</summary>
    public const byte Fifo = 0x09;

    /// <summary>FIFOLevelReg: how many bytes are in the buffer.</summary>
    public const byte FifoLevel = 0x0A;

    /// <summary>ControlReg: in bits 0 to 2, how many bits of the last received byte are valid, 0 for all.</summary>
    public const byte Control = 0x0C;

    /// <summary>BitFramingReg: where a received byte begins, how many bits of the last byte are sent, and go.</summary>
    public const byte BitFraming = 0x0D;

    /// <summary>CollReg: the first bit at which cards contradicted each other.</summary>
    public const byte Collision = 0x0E;

    /// <summary>ModeReg: general, among it the start value of the chip's own CRC.</summary>
    public const byte Mode = 0x11;

    /// <summary>TxControlReg: the two antenna drivers.</summary>
    public const byte TxControl = 0x14;

    /// <summary>TxASKReg: full modulation.</summary>
    public const byte TxAsk = 0x15;

    /// <summary>RFCfgReg: the receiver's gain.</summary>
    public const byte ReceiverGain = 0x26;

    /// <summary>TModeReg: the timer, when it starts.</summary>
    public const byte TimerMode = 0x2A;

    /// <summary>TPrescalerReg: the low bits of the timer's divider.</summary>
    public const byte TimerPrescaler = 0x2B;

    /// <summary>TReloadReg, high byte: from where the timer counts down.</summary>
    public const byte TimerReloadHigh = 0x2C;

    /// <summary>TReloadReg, low byte.</summary>
    public const byte TimerReloadLow = 0x2D;

    /// <summary>VersionReg: the chip's kind.</summary>
    public const byte Version = 0x37;

    /// <summary>Command: rest.</summary>
    public const byte Idle = 0x00;

    /// <summary>Command: send the buffer, then receive into it. It goes on until another command.</summary>
    public const byte Transceive = 0x0C;

    /// <summary>Command: set every register back.</summary>
    public const byte SoftReset = 0x0F;

    /// <summary>In <see cref="Command"/>: the chip is starting or asleep.</summary>
    public const byte PowerDown = 0x10;

    /// <summary>In <see cref="Interrupts"/>: the end of an answer was received.</summary>
    public const byte Received = 0x20;

    /// <summary>In <see cref="Interrupts"/>: a bit of <see cref="Error"/> was set.</summary>
    public const byte Failed = 0x02;

    /// <summary>In <see cref="Interrupts"/>: the timer has run down.</summary>
    public const byte TimedOut = 0x01;

    /// <summary>In <see cref="Interrupts"/>: all that can be forgotten.</summary>
    public const byte AllInterrupts = 0x7F;

    /// <summary>In <see cref="Error"/>: the antenna drivers were too hot and switched off.</summary>
    public const byte TooHot = 0x40;

    /// <summary>In <see cref="Error"/>: the buffer ran over.</summary>
    public const byte Overflow = 0x10;

    /// <summary>In <see cref="Error"/>: a bit was neither zero nor one.</summary>
    public const byte Collided = 0x08;

    /// <summary>In <see cref="Error"/>: a parity bit was wrong.</summary>
    public const byte BadParity = 0x02;

    /// <summary>In <see cref="Error"/>: no frame began or ended as it should.</summary>
    public const byte BadProtocol = 0x01;

    /// <summary>In <see cref="FifoLevel"/>: forget the buffer.</summary>
    public const byte Flush = 0x80;

    /// <summary>In <see cref="BitFraming"/>: begin to send.</summary>
    public const byte StartSend = 0x80;

    /// <summary>In <see cref="Collision"/>: what follows a collision is kept instead of cleared.</summary>
    public const byte KeepAfterCollision = 0x80;

    /// <summary>In <see cref="Collision"/>: there is no position.</summary>
    public const byte NoPosition = 0x20;

    /// <summary>In <see cref="Collision"/>: the position from 1, 0 for the 32nd, counted in the received bytes.</summary>
    public const byte Position = 0x1F;

    /// <summary>In <see cref="TxControl"/>: both antenna drivers on.</summary>
    public const byte AntennaOn = 0x03;

    /// <summary>How many bytes the buffer holds.</summary>
    public const int FifoSize = 64;
}
