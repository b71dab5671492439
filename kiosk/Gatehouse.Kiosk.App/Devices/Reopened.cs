namespace Gatehouse.Kiosk.App.Devices;

/// <summary>
/// A device of the kernel's that is opened when it is first used, and anew after a failure: who goes on holding a bus that
/// was taken away does not see it come back.
/// </summary>
internal sealed class Reopened<TDevice>(Func<TDevice> open) : IDisposable
    where TDevice : class, IDisposable
{
    private TDevice? _open;

    /// <summary>What is done with the device while it is open.</summary>
    public delegate void Transfer(TDevice device, ReadOnlySpan<byte> sent, Span<byte> heard);

    /// <exception cref="IOException">It cannot be opened, or the transfer failed.</exception>
    public void Use(Transfer transfer, ReadOnlySpan<byte> sent, Span<byte> heard)
    {
        try
        {
            transfer(_open ??= open(), sent, heard);
        }
        catch (IOException)
        {
            Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _open?.Dispose();
        _open = null;
    }
}
