namespace Gatehouse.Hardware.Simulation.Cards;

/// <summary>What is wrong with a simulated MFRC522 until it is set back to <see cref="None"/>.</summary>
public enum Mfrc522Fault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It is unplugged and the line reads low. Plugged in again it starts anew.</summary>
    Unplugged,

    /// <summary>It is unplugged and the line reads high. Plugged in again it starts anew.</summary>
    StuckHigh,

    /// <summary>The kernel's driver reports an error.</summary>
    BusError,

    /// <summary>The device file may not be opened.</summary>
    Denied,

    /// <summary>Registers do not keep what is written: MOSI is broken.</summary>
    ForgetsWrites,

    /// <summary>Its timer does not run.</summary>
    TimerStopped,

    /// <summary>Its antenna drivers are too hot and off, and it says so from its start on, whether or not a card lies there.</summary>
    TooHot,

    /// <summary>Every answer is received with an error.</summary>
    CorruptAnswers,
}
