using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Gatehouse.Hardware.Gpio;

namespace Gatehouse.Kiosk.App.Watching;

/// <summary>Edges that are told, too: what fell or rose until the lines were quiet.</summary>
/// <param name="edges">The edges.</param>
/// <param name="data0">The line whose fall is a 0; D0 of a Wiegand reader.</param>
/// <param name="say">Is told.</param>
/// <param name="time">Measures the quiet.</param>
internal sealed class TappedEdges(LineEdges edges, int data0, Action<string> say, TimeProvider time) : LineEdges
{
    // A Wiegand frame's bits are 25 ms apart at most.
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(50);

    // As many bits as fit in a line of a terminal.
    private const int Most = 80;

    private readonly Lock _one = new();
    private readonly SortedDictionary<int, int> _falls = [];
    private readonly StringBuilder _order = new();
    private int _rises;
    private TimeSpan _firstAt;
    private TimeSpan _lastAt;

    public override TimeSpan TakenAt => edges.TakenAt;

    public override async IAsyncEnumerable<LineEdge> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var quiet = time.CreateTimer(_ => Tell(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        await foreach (var edge in edges.ReadAsync(cancellationToken))
        {
            Take(edge);
            quiet.Change(Quiet, Timeout.InfiniteTimeSpan);
            yield return edge;
        }
    }

    protected override void Dispose(bool disposing)
    {
        edges.Dispose();
        base.Dispose(disposing);
    }

    private void Take(LineEdge edge)
    {
        lock (_one)
        {
            _firstAt = _falls.Count == 0 && _rises == 0 ? edge.At : _firstAt;
            _lastAt = edge.At;
            if (edge.Rising)
            {
                _rises++;
                return;
            }

            _falls[edge.Line] = _falls.GetValueOrDefault(edge.Line) + 1;
            if (_order.Length < Most * 3)
            {
                _order.Append(CultureInfo.InvariantCulture, $"{edge.Line} ");
            }
        }
    }

    private void Tell()
    {
        string text;
        lock (_one)
        {
            var falls = string.Join(", ", _falls.Select(line => string.Create(CultureInfo.InvariantCulture, $"line {line.Key} fell {line.Value}×")));
            var lasted = string.Create(CultureInfo.InvariantCulture, $"{(_lastAt - _firstAt).TotalMilliseconds:0.0} ms");
            text = _falls.Count == 2
                ? $"{_falls.Values.Sum()} bits in {lasted}: {Bits()} ({falls})"
                : $"{(falls.Length > 0 ? falls : "no falls")}{(_rises > 0 ? $", {_rises} rises" : "")} in {lasted}";
            _falls.Clear();
            _order.Clear();
            _rises = 0;
        }

        say(text);
    }

    private string Bits()
    {
        var zero = data0.ToString(CultureInfo.InvariantCulture);
        return string.Concat(_order.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(line => line == zero ? '0' : '1'));
    }
}
