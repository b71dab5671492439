namespace Gatehouse.Hardware.Input;

/// <summary>
/// A device whose keys the kernel reports, such as a badge reader that types. It can be opened again and again, because
/// plugs are pulled and put back.
/// </summary>
public abstract class InputDevice
{
    /// <summary>What a person knows it by.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// Takes it for this program alone, so that its keys reach no screen. The stream holds the kernel's
    /// <see cref="InputEvent"/>s, <see cref="InputEvent.Size"/> bytes each; reading it waits for the first byte and gives
    /// what has come; a device that is gone gives an <see cref="IOException"/> or the stream's end. Whoever opened it
    /// disposes of it.
    /// </summary>
    /// <exception cref="InputDeviceException">It cannot be taken; the message says what to check.</exception>
    public abstract Stream Open();
}
