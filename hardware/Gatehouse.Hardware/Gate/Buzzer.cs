namespace Gatehouse.Hardware.Gate;

/// <summary>The sound a person hears.</summary>
public abstract class Buzzer
{
    /// <summary>Starts a tone and returns; the tone ends by itself.</summary>
    public abstract void Sound(Tone tone);
}
