using Gatehouse.Contract;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Occupancy;

/// <summary>How sure it is that somebody is in.</summary>
internal static class Confidence
{
    /// <summary>The passage in was confirmed, and every gate told what happened since.</summary>
    public const string Confirmed = "confirmed";

    /// <summary>They were let in; whether they went through is not known.</summary>
    public const string Granted = "granted";

    /// <summary>It is long ago, they may have left unconfirmed, or a gate has not told what happened since.</summary>
    public const string Stale = "stale";
}

/// <summary>Somebody who is in, as far as entries say.</summary>
/// <param name="Person">The number.</param>
/// <param name="Name">The name; null for somebody whom this host does not know.</param>
/// <param name="Group">The group.</param>
/// <param name="Gate">The gate by which they came.</param>
/// <param name="Since">When.</param>
/// <param name="Confidence">How sure it is, a word of <see cref="Occupancy.Confidence"/>.</param>
/// <param name="Why">Why it is stale, in a sentence; null where it is not.</param>
internal sealed record MusterEntry(string Person, string? Name, string? Group, string Gate, DateTimeOffset Since, string Confidence, string? Why);

/// <summary>Who is in, as far as entries say.</summary>
/// <param name="At">When it was made.</param>
/// <param name="People">Who is in, by number.</param>
/// <param name="UnnamedIn">How many came in meanwhile without being known, as through an arm that was free.</param>
/// <param name="UnnamedOut">How many left without being known, as by the exit button.</param>
/// <param name="Gates">What is wrong with what gates have told, a sentence each.</param>
internal sealed record MusterList(DateTimeOffset At, IReadOnlyList<MusterEntry> People, int UnnamedIn, int UnnamedOut, IReadOnlyList<string> Gates);

/// <summary>Makes the muster list from the entries.</summary>
internal sealed class Muster(IDbContextFactory<GatehouseContext> contexts, TimeProvider time)
{
    /// <summary>After so long without a word a gate is silent: it asks for its roster every minute.</summary>
    private static readonly TimeSpan Silent = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan LooksBack = TimeSpan.FromDays(3);

    /// <summary>The list.</summary>
    /// <param name="staleAfter">After how long somebody who came in is not believed to be in any more.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<MusterList> ReadAsync(TimeSpan staleAfter, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var snapshot = await context.BeginSnapshotAsync(cancellationToken);
        var now = time.GetUtcNow();
        var from = now - LooksBack;
        var kiosks = await context.Kiosks.AsNoTracking().Where(k => k.SiteId == SiteRow.First).ToDictionaryAsync(k => k.Id, cancellationToken);
        var (gates, doubtful) = await GatesAsync(context, kiosks, now, cancellationToken);
        var passages = await context.Entries.AsNoTracking()
            .Where(e => e.SiteId == SiteRow.First && e.When > from && e.Granted && e.Direction != null && e.Outcome != PassageOutcome.GivenUp && e.Outcome != PassageOutcome.NotReleased)
            .OrderBy(e => e.When).ThenBy(e => e.MadeByEpochId).ThenBy(e => e.MadeBySequence)
            .Select(e => new { e.Person, e.Group, e.Direction, e.KioskId, e.When, e.Outcome })
            .ToListAsync(cancellationToken);
        var people = await context.People.AsNoTracking().Where(p => p.SiteId == SiteRow.First).ToDictionaryAsync(p => p.Number, StringComparer.Ordinal, cancellationToken);
        var inside = new SortedDictionary<string, MusterEntry>(StringComparer.Ordinal);
        foreach (var passage in passages.Where(p => p.Person is not null))
        {
            var isConfirmed = passage.Outcome == PassageOutcome.Passed;
            if (passage.Direction == PassageDirection.In)
            {
                var person = people.GetValueOrDefault(passage.Person!);
                var why = now - passage.When >= staleAfter ? "It is long ago." : doubtful;
                inside[passage.Person!] = new MusterEntry(
                    passage.Person!, person?.Name, person?.Group ?? passage.Group, kiosks[passage.KioskId].Name, passage.When, why is not null ? Confidence.Stale : isConfirmed ? Confidence.Confirmed : Confidence.Granted, why);
            }
            else if (isConfirmed)
            {
                inside.Remove(passage.Person!);
            }
            else if (inside.TryGetValue(passage.Person!, out var entry))
            {
                inside[passage.Person!] = entry with { Confidence = Confidence.Stale, Why = $"They showed a badge to leave at {kiosks[passage.KioskId].Name}; whether they went is not known." };
            }
        }

        var unnamed = passages.Where(p => p.Person is null && p.Outcome == PassageOutcome.Passed).ToLookup(p => p.Direction);
        return new MusterList(now, [.. inside.Values], unnamed[PassageDirection.In].Count(), unnamed[PassageDirection.Out].Count(), gates);
    }

    /// <summary>What gates have not told, and why nobody can be sure therefore; null where everything came.</summary>
    private static async Task<(IReadOnlyList<string> Gates, string? Doubtful)> GatesAsync(
        GatehouseContext context, Dictionary<long, KioskRow> kiosks, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var active = (await context.Certificates.AsNoTracking().Where(c => c.SiteId == SiteRow.First && c.RevokedAt == null).Select(c => c.KioskId).Distinct().ToListAsync(cancellationToken)).ToHashSet();
        var gapped = (await context.Runs.AsNoTracking().Where(r => r.SiteId == SiteRow.First).GroupBy(r => r.EpochId).Where(g => g.Count() > 1).Select(g => g.Key).ToListAsync(cancellationToken)).ToHashSet();
        var withGaps = (await context.Epochs.AsNoTracking().Where(e => e.SiteId == SiteRow.First && gapped.Contains(e.Id)).Select(e => e.KioskId).ToListAsync(cancellationToken)).ToHashSet();
        var sentences = new List<string>();
        foreach (var kiosk in kiosks.Values.Where(k => k.RetiredAt is null && active.Contains(k.Id)).OrderBy(k => k.Name, StringComparer.Ordinal))
        {
            if (kiosk.SeenAt is not { } heard)
            {
                sentences.Add($"{kiosk.Name} was never heard.");
            }
            else if (now - heard > Silent)
            {
                sentences.Add($"{kiosk.Name} is silent since {heard.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC.");
            }
            else if (withGaps.Contains(kiosk.Id))
            {
                sentences.Add($"Records of {kiosk.Name} are missing.");
            }
        }

        return (sentences, sentences.Count == 0 ? null : $"They may have left since: {string.Join(" ", sentences)}");
    }
}
