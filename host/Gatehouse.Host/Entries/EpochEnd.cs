using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Entries;

/// <summary>
/// Where an epoch ended, as the one after it says in its first record. The records of an epoch cannot tell themselves
/// that the last of them are missing.
/// </summary>
/// <param name="NamedBy">The epoch after.</param>
/// <param name="Sequence">The last number that the kiosk knew; 0 when it knew none.</param>
/// <param name="Hash">The hash of that record.</param>
/// <param name="IsDamaged">Whether the epoch was found damaged, so that there may have been later ones.</param>
/// <param name="Parted">Records behind it that the kiosk wrote into an older copy, which contradict those held and stay at the gate.</param>
internal sealed record EpochEnd(string NamedBy, long Sequence, string Hash, bool IsDamaged, SequenceRange? Parted)
{
    /// <summary>All ends that are named, by kiosk and epoch.</summary>
    public static async Task<ILookup<(long Kiosk, string Epoch), EpochEnd>> ReadAsync(GatehouseContext context, long? onlyKiosk, CancellationToken cancellationToken)
    {
        var beginnings = await (
            from epoch in context.Epochs
            join record in context.Records on new { epoch.SiteId, EpochId = epoch.Id, Sequence = 1L } equals new { record.SiteId, record.EpochId, record.Sequence }
            where record.Kind == RecordKind.Epoch && (onlyKiosk == null || epoch.KioskId == onlyKiosk)
            select new { epoch.KioskId, epoch.Name, record.Line }).AsNoTracking().ToListAsync(cancellationToken);
        return beginnings
            .Select(b => (b.KioskId, b.Name, Began: Read(b.Line)))
            .Where(b => b.Began?.PreviousEpoch is not null)
            .ToLookup(b => (b.KioskId, b.Began!.PreviousEpoch!), b => Of(b.Name, b.Began!));
    }

    /// <summary>Where two histories part, the end of the one that is held is where they do; of that record the kiosk names no hash.</summary>
    private static EpochEnd Of(string namedBy, EpochBegan began) =>
        began is { Reason: EpochBegan.OlderCopy, Common: { } common, PreviousSequence: { } last }
            ? new EpochEnd(namedBy, common, "", false, common < last ? new SequenceRange(common + 1, last) : null)
            : new EpochEnd(namedBy, began.PreviousSequence ?? 0, began.PreviousHash ?? "", began.Reason == EpochBegan.Damaged, null);

    /// <summary>False when another record is held under that number.</summary>
    public async Task<bool> FitsAsync(GatehouseContext context, EpochRow epoch, IReadOnlyList<RunRow> runs, CancellationToken cancellationToken)
    {
        if (Hash.Length == 0 || runs.FirstOrDefault(r => r.First <= Sequence && r.Last >= Sequence) is not { } run)
        {
            return true;
        }

        return run.Last == Sequence
            ? run.LastHash == Hash
            : await context.Records.Where(r => r.SiteId == epoch.SiteId && r.EpochId == epoch.Id && r.Sequence == Sequence).Select(r => r.Line).SingleOrDefaultAsync(cancellationToken) is { } line
                && ChainCheck.Read(line)?.Hash.ToString() == Hash;
    }

    /// <summary>Null when the stored line is no longer what was received; that is told where the lines are read again.</summary>
    private static EpochBegan? Read(byte[] line)
    {
        try
        {
            return ChainCheck.Read(line)?.Body.Deserialize(ContractJson.Default.EpochBegan);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
