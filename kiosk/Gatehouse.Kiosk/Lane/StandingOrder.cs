using Gatehouse.Contract;
using Gatehouse.Hardware.Gate;
using Gatehouse.Kiosk.Journal;

namespace Gatehouse.Kiosk.Lane;

/// <summary>
/// Records each change of the mode that the host wants, and holds the arm free where it is to be. What closes the gate is in force
/// at once; the arm is freed only when the record that says so is durable, for nobody is recorded before passing then.
/// </summary>
internal sealed class StandingOrder(LaneWork work, Surroundings surroundings, Action<LaneEvent> post) : IDisposable
{
    /// <summary>Passes while the arm is free.</summary>
    public const string FreePassage = "freePassage";

    private LaneOrder _recorded = LaneOrder.Normal;
    private LaneOrder? _underWay;
    private ITimer? _timer;

    /// <summary>Whether the arm is held free for those who enter.</summary>
    public bool IsFree { get; private set; }

    /// <summary>Looks what holds now: at the start, when a roster came, and from time to time while a mode may end or the arm is free.</summary>
    /// <returns>Whether something is otherwise than before.</returns>
    public bool Look()
    {
        var (order, wasFree) = (work.Order, IsFree);
        var changes = order != _recorded && order != _underWay;
        if (changes)
        {
            _underWay = order;
            _ = RecordAsync(order);
        }

        IsFree = IsFree && order.IsFree;
        Watch(order.Until is not null || order.IsFree || order != _recorded);
        if (IsFree)
        {
            Hold();
        }

        return changes || IsFree != wasFree;
    }

    /// <summary>The record of an order is durable, or was lost and is tried again.</summary>
    public bool Recorded(OrderRecorded recorded)
    {
        _underWay = _underWay == recorded.Order ? null : _underWay;
        if (!recorded.IsDurable)
        {
            return false;
        }

        _recorded = recorded.Order;
        if (!recorded.Order.IsFree || work.Order != recorded.Order)
        {
            return false;
        }

        IsFree = true;
        Hold();
        return true;
    }

    /// <summary>Frees the arm anew: a release that lasts until somebody has passed may be over.</summary>
    public void Hold()
    {
        if (surroundings.MayRelease)
        {
            work.Devices.Turnstile.Release(Direction.In);
        }
    }

    public void Dispose() => _timer?.Dispose();

    private void Watch(bool isNeeded)
    {
        if (!isNeeded)
        {
            _timer?.Dispose();
            _timer = null;
            return;
        }

        var period = work.Rules.Times.HoldFree;
        _timer ??= work.Clocks.Lane.CreateTimer(_ => post(new OrderLooked()), null, period, period);
    }

    private async Task RecordAsync(LaneOrder order)
    {
        var body = new GateOrdered(order.Mode, order.Lockdown, work.Rules.Access.Revision, order.Until);
        var append = work.Journal.AppendAsync(JournalDraft.Of(RecordKind.Ordered, body, ContractJson.Default.GateOrdered), CancellationToken.None);
        work.Track(append);
        try
        {
            await append;
            post(new OrderRecorded(order, IsDurable: true));
        }
        catch (JournalException)
        {
            post(new OrderRecorded(order, IsDurable: false));
        }
    }
}
