namespace Gatehouse.Kiosk.Wiring;

/// <summary>What has to stand between a line and a device.</summary>
public enum WireKind
{
    /// <summary>I²C: straight, on a bus of its own.</summary>
    I2c,

    /// <summary>SPI: straight and short.</summary>
    Spi,

    /// <summary>Serial: straight where the device speaks 3.3 V.</summary>
    Serial,

    /// <summary>A Wiegand reader's line, mostly of 5 V.</summary>
    Wiegand,

    /// <summary>A relay that opens the way.</summary>
    Relay,

    /// <summary>A lamp or a buzzer that is on at a high level.</summary>
    Lamp,

    /// <summary>A lamp or a buzzer on a board that a low level switches on.</summary>
    LampAtLow,

    /// <summary>A contact to ground, closed when all is well.</summary>
    Contact,

    /// <summary>What asks a distance sensor.</summary>
    Trigger,

    /// <summary>What a distance sensor of 5 V answers.</summary>
    Echo,
}
