using System.Buffers.Binary;

namespace Gatehouse.Hardware.Input;

/// <summary>
/// The kernel's struct input_event as 64-bit systems have it, little-endian: seconds and microseconds in 8 bytes each,
/// type and code in 2, value in 4. Source: the kernel's include/uapi/linux/input.h.
/// </summary>
/// <param name="Microseconds">When, on the clock the device was told to use.</param>
/// <param name="Type">The kind of event, one of <see cref="EvdevAbi"/>'s.</param>
/// <param name="Code">Which key, scan code or mark.</param>
/// <param name="Value">Of a key: 0 released, 1 pressed, 2 repeated.</param>
public readonly record struct InputEvent(ulong Microseconds, ushort Type, ushort Code, int Value)
{
    /// <summary>Its length in bytes.</summary>
    public const int Size = 24;

    private const ulong PerSecond = 1_000_000;
    private const int MicrosecondsAt = 8;
    private const int TypeAt = 16;
    private const int CodeAt = 18;
    private const int ValueAt = 20;

    /// <summary>Reads one; a time of no sense wraps round.</summary>
    /// <param name="bytes">At least <see cref="Size"/> bytes.</param>
    public static InputEvent Read(ReadOnlySpan<byte> bytes) => new(
        unchecked((BinaryPrimitives.ReadUInt64LittleEndian(bytes) * PerSecond) + BinaryPrimitives.ReadUInt64LittleEndian(bytes[MicrosecondsAt..])),
        BinaryPrimitives.ReadUInt16LittleEndian(bytes[TypeAt..]),
        BinaryPrimitives.ReadUInt16LittleEndian(bytes[CodeAt..]),
        BinaryPrimitives.ReadInt32LittleEndian(bytes[ValueAt..]));

    /// <summary>Writes it.</summary>
    /// <param name="bytes">Room for <see cref="Size"/> bytes.</param>
    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Microseconds / PerSecond);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[MicrosecondsAt..], Microseconds % PerSecond);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[TypeAt..], Type);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[CodeAt..], Code);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[ValueAt..], Value);
    }
}
