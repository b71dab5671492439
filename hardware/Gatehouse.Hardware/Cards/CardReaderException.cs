using Gatehouse.Hardware.Badges;

namespace Gatehouse.Hardware.Cards;

/// <summary>A card reader itself failed, whatever is in its field. The message says what to check.</summary>
public sealed class CardReaderException(ReaderFault fault, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>How it failed.</summary>
    public ReaderFault Fault { get; } = fault;
}
