using System.Threading.Channels;
using Gatehouse.Hardware.Badges;

namespace Gatehouse.Hardware.Osdp;

/// <summary>
/// What is told of a reader: its badges, what is wrong with it, once, and when that is over. While it is out of service
/// the latest cause stands for all before it, and none is called over before it serves again: in between it would look well.
/// </summary>
internal sealed class OsdpReports(ChannelWriter<ReaderEvent> events)
{
    private readonly List<ReaderFault> _causes = [];
    private readonly HashSet<ReaderFault> _beside = [];

    public ValueTask ReadAsync(BadgeRead badge, CancellationToken cancellationToken) => events.WriteAsync(badge, cancellationToken);

    /// <summary>It is out of service.</summary>
    public async ValueTask OutAsync(ReaderFault cause, string message, CancellationToken cancellationToken)
    {
        if (_causes.Count == 0 || _causes[^1] != cause)
        {
            _causes.Remove(cause);
            _causes.Add(cause);
            await events.WriteAsync(new ReaderFailed(cause, message), cancellationToken);
        }
    }

    /// <summary>It serves.</summary>
    public async ValueTask ServesAsync(CancellationToken cancellationToken)
    {
        foreach (var cause in _causes)
        {
            await events.WriteAsync(new ReaderRecovered(cause), cancellationToken);
        }

        _causes.Clear();
    }

    /// <summary>Something is wrong with it, or not, that does not keep it from serving.</summary>
    public async ValueTask WhileServingAsync(ReaderFault fault, bool isSo, string message, CancellationToken cancellationToken)
    {
        if (isSo && _beside.Add(fault))
        {
            await events.WriteAsync(new ReaderFailed(fault, message), cancellationToken);
        }
        else if (!isSo && _beside.Remove(fault))
        {
            await events.WriteAsync(new ReaderRecovered(fault), cancellationToken);
        }
    }
}
