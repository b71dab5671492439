namespace Gatehouse.Hardware.Gate;

/// <summary>Looks at some contacts, which it owns, every 50 ms: the net under their edges.</summary>
internal sealed class ContactPoll : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(50);

    private readonly Contact[] _contacts;
    private readonly ITimer _timer;

    public ContactPoll(TimeProvider time, IEnumerable<Contact> contacts)
    {
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
        foreach (var contact in _contacts)
        {
            contact.Look();
        }
    }
}
