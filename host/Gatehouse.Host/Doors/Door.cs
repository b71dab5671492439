namespace Gatehouse.Host.Doors;

/// <summary>
/// By which port a request came in. Set on the connection itself: the Host header says only what the caller
/// wants it to say.
/// </summary>
internal sealed class Door
{
    private Door()
    {
    }

    /// <summary>The port with mutual TLS.</summary>
    public static Door Kiosks { get; } = new();

    /// <summary>The port for people's browsers.</summary>
    public static Door Console { get; } = new();
}
