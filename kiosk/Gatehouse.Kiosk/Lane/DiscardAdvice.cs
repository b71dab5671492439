namespace Gatehouse.Kiosk.Lane;

/// <summary>What to check when something that came from a reader was discarded, by the reader's word for the reason.</summary>
public static class DiscardAdvice
{
    /// <summary>An imperative clause, without its full stop.</summary>
    public static string Of(string reason) => reason switch
    {
        "length" => "check the reader's formats in the configuration, both wires, and the ground",
        "parity" => "check that D0 and D1 are not exchanged, the ground, and the reader's formats in the configuration",
        "interval" => "check the cable for noise, its ground, and that one reader alone is on it",
        "bothLow" => "check that the two wires do not touch and that one reader alone is on them",
        "check" => "check the line's A and B, its ground and its termination, and that no two readers have one address",
        "lostEdges" => "check what else keeps the board busy, and the cable for noise",
        "noBeginning" => "once at the start it means nothing; otherwise check what else keeps the board busy",
        "twoCards" => "check that one card alone is held there",
        "randomUid" => "check the kind of card: a phone or this card names nobody",
        "torn" => "hold the card still; check what is between it and the antenna",
        "garbled" => "check for metal and other cards at the antenna, and its supply",
        "impossible" => "check the card: no sound one answers so",
        "unknownKey" or "stuckShift" => "check the reader's keyboard layout and its mode of output",
        "tooLong" or "empty" or "unfinished" => "check how the reader ends a number, and 'endsBySilence' in the configuration",
        "dropped" => "check what else keeps the board busy",
        _ => "check the reader's formats in the configuration and what its cards hold",
    };
}
