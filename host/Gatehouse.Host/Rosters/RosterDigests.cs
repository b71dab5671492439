using System.Collections.Concurrent;
using Gatehouse.Contract;
using Gatehouse.Host.Storage;

namespace Gatehouse.Host.Rosters;

/// <summary>What gates should hold, to compare with what they say that they hold. Gates that know the same of everybody share one.</summary>
internal sealed class RosterDigests
{
    private readonly ConcurrentDictionary<string, string> _known = new(StringComparer.Ordinal);
    private readonly Lock _one = new();
    private string? _revision;

    /// <summary>The digest of a gate's whole roster.</summary>
    /// <param name="context">One unchanging view of the data.</param>
    /// <param name="gate">The kiosk's name.</param>
    /// <param name="revision">The newest revision.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<string> OfAsync(GatehouseContext context, string gate, string revision, CancellationToken cancellationToken)
    {
        lock (_one)
        {
            if (_revision != revision)
            {
                _known.Clear();
                _revision = revision;
            }
        }

        // Nobody changed after the last revision: what is left are the gate's groups, which say who is known how.
        var groups = await GateRoster.GroupsAsync(context, gate, cancellationToken);
        var sight = $"{revision}\n{string.Join('\n', groups.Select(g => $"{g.Name}\t{g.Schedule}\t{g.Excluded}"))}";
        if (!_known.TryGetValue(sight, out var digest))
        {
            digest = RosterDigest.Of(await GateRoster.ReadAsync(context, gate, revision, since: null, cancellationToken));
            _known.TryAdd(sight, digest);
        }

        return digest;
    }
}
