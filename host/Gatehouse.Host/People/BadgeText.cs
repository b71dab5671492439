using Gatehouse.Contract;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.People;

/// <summary>How badges are written at the host: as a reader says them, or by their keyed hash where a gate said no more.</summary>
internal static class BadgeText
{
    private const string Prefix = "HASH:";

    /// <summary>A badge of which the hash alone is known.</summary>
    public static string OfHash(string hash) => Prefix + hash;

    /// <summary>Whether a text is such a badge.</summary>
    public static bool IsHash(string badge) => badge.StartsWith(Prefix, StringComparison.Ordinal) && BadgeHash.IsHash(badge[Prefix.Length..]);

    /// <summary>The keyed hash of a badge, however it is written.</summary>
    public static string Hash(string badge, ReadOnlySpan<byte> key) => IsHash(badge) ? badge[Prefix.Length..] : BadgeHash.Of(badge, key).Hex;

    /// <summary>The badge that is kept, however it was written then and is written now.</summary>
    public static async Task<BadgeRow?> FindAsync(GatehouseContext context, string badge, CancellationToken cancellationToken)
    {
        var own = context.Badges.Where(b => b.SiteId == SiteRow.First);
        if (await own.SingleOrDefaultAsync(b => b.Badge == badge, cancellationToken) is { } found)
        {
            return found;
        }

        var key = await context.Sites.Where(s => s.Id == SiteRow.First).Select(s => s.BadgeKey).SingleAsync(cancellationToken);
        if (key is null)
        {
            return null;
        }

        var hash = Hash(badge, key);
        if (!IsHash(badge))
        {
            var alike = OfHash(hash);
            return await own.SingleOrDefaultAsync(b => b.Badge == alike, cancellationToken);
        }

        // Of a hash nothing tells which of the badges it is but to hash them all.
        string? same = null;
        await foreach (var text in own.Select(b => b.Badge).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (Hash(text, key) == hash)
            {
                same = text;
                break;
            }
        }

        return same is null ? null : await own.SingleAsync(b => b.Badge == same, cancellationToken);
    }
}
