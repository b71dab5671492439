namespace Gatehouse.Hardware.Simulation;

/// <summary>What is wrong with a simulated OSDP reader, or who sits on its cable, until it is set back to <see cref="None"/>.</summary>
public enum SimulatedOsdpFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It says nothing: no supply, a broken wire.</summary>
    Silent,

    /// <summary>The CRC of every answer is wrong.</summary>
    BadCrc,

    /// <summary>Every answer is noise.</summary>
    Garbage,

    /// <summary>The line is never quiet: a driver that does not let go.</summary>
    Babble,

    /// <summary>Every answer comes from another address.</summary>
    OtherAddress,

    /// <summary>Every answer comes twice.</summary>
    Repeats,

    /// <summary>It is busy, and says nothing else.</summary>
    Busy,

    /// <summary>It forgets the session at the first command after the handshake.</summary>
    DropsSecureChannel,

    /// <summary>It does the handshake and then answers in the clear.</summary>
    AnswersInClear,

    /// <summary>The MACs of its answers are wrong.</summary>
    BadMac,

    /// <summary>It refuses the challenge: no secure channel supported.</summary>
    RefusesSecureChannel,

    /// <summary>Someone on the cable answers the challenge with capabilities that know no secure channel.</summary>
    ForgedCapabilities,

    /// <summary>It answers the challenge for its own key with the default key.</summary>
    InstallMode,

    /// <summary>It has another key.</summary>
    WrongKey,

    /// <summary>It gives its proof and ends the handshake with a MAC that is none.</summary>
    WrongFirstMac,

    /// <summary>Its housing is open, and it says so.</summary>
    Tampered,

    /// <summary>Its supply is failing, and it says so.</summary>
    PowerFailed,
}
