using Gatehouse.Hardware.Gpio;

namespace Gatehouse.Hardware.Gate;

/// <summary>Looks at some contacts, which it owns, every 100 ms: the net under their edges.</summary>
internal sealed class ContactPoll : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    private readonly Contact[] _contacts;
    private readonly Action<GpioException> _failed;
    private readonly ITimer _timer;

    /// <summary>Begins to look.</summary>
    /// <param name="time">Measures the pauses.</param>
    /// <param name="contacts">The contacts.</param>
    /// <param name="failed">Told why they cannot be read; a timer's own thread has nobody to throw it at.</param>
    public ContactPoll(TimeProvider time, IEnumerable<Contact> contacts, Action<GpioException> failed)
    {
        _failed = failed;
        _contacts = [.. contacts];
        _timer = time.CreateTimer(_ => Look(), null, Period, Period);
    }

    public void Dispose()
    {
        _timer.Dispose();
        foreach (var contact in _contacts)
        {
            contact.Dispose();
        }
    }

    private void Look()
    {
        try
        {
            foreach (var contact in _contacts)
            {
                contact.Look();
            }
        }
        catch (GpioException e)
        {
            _failed(e);
        }
    }
}
