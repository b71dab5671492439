using System.IO.Compression;
using System.Threading.Channels;
using Gatehouse.Host.Audit;
using Gatehouse.Host.Entries;
using Gatehouse.Host.Identity;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Exports;

/// <summary>Exports that were asked for. Any host makes one, and every host gives it out, until a day has gone by.</summary>
internal sealed class ExportBook(IDbContextFactory<GatehouseContext> contexts, TimeProvider time)
{
    private const int MostOpen = 20;

    // Below what the runtime keeps apart as large objects, which it gives back late.
    private const int PartLength = 1 << 16;

    // Somebody who makes one says so more often than that.
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    private readonly Channel<bool> _asked = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Returns once one was asked for at this host, or a time has gone by.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await _asked.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Others may have been asked for one.
        }
    }

    /// <summary>Asks for one.</summary>
    /// <exception cref="HostException">Too many wait.</exception>
    public async Task<ExportView> AskAsync(Actor by, string format, EntryFilter filter, bool verify, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await context.Exports.CountAsync(e => e.SiteId == SiteRow.First && (e.State == ExportRow.Queued || e.State == ExportRow.Running), cancellationToken) >= MostOpen)
        {
            throw new HostException($"{MostOpen} exports wait to be made: wait for one of them, or take one back.");
        }

        var row = new ExportRow
        {
            SiteId = SiteRow.First,
            Id = Guid.CreateVersion7(now).ToString("N"),
            MadeBy = by.ToString(),
            MadeAt = now,
            Format = format,
            Query = filter.ToQuery(time.LocalTimeZone),
            Verify = verify,
            State = ExportRow.Queued,
        };
        context.Exports.Add(row);
        await context.SaveChangesAsync(cancellationToken);
        await AuditLog.AddAsync(context, by, time, new AuditEntry("export.make", row.Id, After: new { row.Format, row.Query }), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        _asked.Writer.TryWrite(true);
        return View(row);
    }

    /// <summary>Those there are, the newest first.</summary>
    public async Task<IReadOnlyList<ExportView>> ListAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return (await context.Exports.AsNoTracking().Where(e => e.SiteId == SiteRow.First).OrderByDescending(e => e.Id).ToListAsync(cancellationToken)).ConvertAll(View);
    }

    /// <summary>One of them.</summary>
    /// <exception cref="NotThereException">There is none.</exception>
    public async Task<ExportView> OneAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return View(await context.Exports.AsNoTracking().SingleOrDefaultAsync(e => e.SiteId == SiteRow.First && e.Id == id, cancellationToken) ?? throw NotThere());
    }

    /// <summary>Takes one back, whatever its state.</summary>
    /// <exception cref="NotThereException">There is none.</exception>
    public async Task RemoveAsync(Actor by, string id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await RemovePartsAsync(context, id, cancellationToken);
        if (await context.Exports.Where(e => e.SiteId == SiteRow.First && e.Id == id).ExecuteDeleteAsync(cancellationToken) == 0)
        {
            throw NotThere();
        }

        await AuditLog.AddAsync(context, by, time, new AuditEntry("export.remove", id), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Writes the file of one that is done.</summary>
    public async Task CopyAsync(string id, Stream output, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await foreach (var part in context.ExportParts.AsNoTracking().Where(p => p.SiteId == SiteRow.First && p.ExportId == id).OrderBy(p => p.Part).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            using var packed = new MemoryStream(part.Bytes, writable: false);
            await using var bytes = new ZLibStream(packed, CompressionMode.Decompress);
            await bytes.CopyToAsync(output, cancellationToken);
        }
    }

    /// <summary>Takes over one that waits, or whose maker has gone silent; null where there is none.</summary>
    public async Task<ExportRow?> ClaimAsync(CancellationToken cancellationToken)
    {
        var (now, silent) = (time.GetUtcNow(), time.GetUtcNow() - Silence);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var waiting = context.Exports.Where(e => e.SiteId == SiteRow.First && (e.State == ExportRow.Queued || (e.State == ExportRow.Running && e.AliveAt < silent)));
        while (await waiting.AsNoTracking().OrderBy(e => e.Id).FirstOrDefaultAsync(cancellationToken) is { } row)
        {
            if (await waiting.Where(e => e.Id == row.Id).ExecuteUpdateAsync(e => e.SetProperty(x => x.State, ExportRow.Running).SetProperty(x => x.AliveAt, now).SetProperty(x => x.Rows, 0), cancellationToken) == 1)
            {
                await RemovePartsAsync(context, row.Id, cancellationToken);
                return row;
            }
        }

        return null;
    }

    private static byte[] Packed(ReadOnlySpan<byte> bytes)
    {
        using var packed = new MemoryStream();
        using (var into = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            into.Write(bytes);
        }

        return packed.ToArray();
    }

    /// <summary>Says that one is being made, and how far.</summary>
    /// <returns>Whether it is still wanted.</returns>
    public async Task<bool> TellAsync(string id, long rows, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Exports.Where(e => e.SiteId == SiteRow.First && e.Id == id && e.State == ExportRow.Running)
            .ExecuteUpdateAsync(e => e.SetProperty(x => x.Rows, rows).SetProperty(x => x.AliveAt, now), cancellationToken) == 1;
    }

    /// <summary>Keeps the file of one that was made.</summary>
    public async Task KeepAsync(string id, Stream file, long rows, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var buffer = new byte[PartLength];
        for (var part = 0; await file.ReadAtLeastAsync(buffer, PartLength, throwOnEndOfStream: false, cancellationToken) is > 0 and var read; part++)
        {
            await context.InsertAsync([new ExportPartRow { SiteId = SiteRow.First, ExportId = id, Part = part, Bytes = Packed(buffer.AsSpan(0, read)) }], cancellationToken);
        }

        await EndAsync(context, id, ExportRow.Done, rows, file.Length, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Says that one cannot be made.</summary>
    public async Task FailAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await EndAsync(context, id, ExportRow.Failed, 0, 0, cancellationToken);
    }

    /// <summary>Forgets those that nobody is going to fetch any more.</summary>
    public async Task ForgetAsync(CancellationToken cancellationToken)
    {
        var old = time.GetUtcNow() - Kept;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        foreach (var id in await context.Exports.Where(e => e.SiteId == SiteRow.First && e.EndedAt < old).Select(e => e.Id).ToListAsync(cancellationToken))
        {
            await RemovePartsAsync(context, id, cancellationToken);
            await context.Exports.Where(e => e.SiteId == SiteRow.First && e.Id == id).ExecuteDeleteAsync(cancellationToken);
        }
    }

    private async Task EndAsync(GatehouseContext context, string id, string state, long rows, long bytes, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await context.Exports.Where(e => e.SiteId == SiteRow.First && e.Id == id).ExecuteUpdateAsync(
            e => e.SetProperty(x => x.State, state).SetProperty(x => x.Rows, rows).SetProperty(x => x.Bytes, bytes).SetProperty(x => x.EndedAt, now), cancellationToken);
    }

    private static Task<int> RemovePartsAsync(GatehouseContext context, string id, CancellationToken cancellationToken) =>
        context.ExportParts.Where(p => p.SiteId == SiteRow.First && p.ExportId == id).ExecuteDeleteAsync(cancellationToken);

    private static NotThereException NotThere() => new("There is no such export, or a day has gone by since it was made: ask for it again.");

    private static ExportView View(ExportRow row) => new(row.Id, row.State, row.Format, row.Query, row.MadeBy, row.MadeAt, row.Rows, row.Bytes, row.EndedAt);
}
