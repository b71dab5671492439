using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Host.Audit;
using Gatehouse.Host.Identity;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Remote;

/// <summary>Commands to kiosks: given here, told over the line that each kiosk keeps open, and done once its journal says so.</summary>
internal sealed class CommandBook(IDbContextFactory<GatehouseContext> contexts, TimeProvider time)
{
    /// <summary>Gives a command.</summary>
    /// <param name="kiosk">To whom.</param>
    /// <param name="what">What to do.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="lifetime">For how long it is of use.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="person">For whom a badge is to be enrolled; null for other commands.</param>
    /// <returns>The command's name.</returns>
    /// <exception cref="NotThereException">There is no such kiosk.</exception>
    public async Task<string> GiveAsync(KioskId kiosk, string what, Actor by, TimeSpan lifetime, CancellationToken cancellationToken, PersonRow? person = null)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var row = await context.Kiosks.SingleOrDefaultAsync(k => k.Name == kiosk.ToString(), cancellationToken)
            ?? throw new NotThereException($"There is no kiosk {kiosk}: 'gatehouse-host kiosk list' shows those there are.");
        var now = time.GetUtcNow();
        var command = new CommandRow
        {
            SiteId = row.SiteId,
            Id = Guid.CreateVersion7(now).ToString("N"),
            KioskId = row.Id,
            Do = what,
            By = by.ToString(),
            At = now,
            Until = now + lifetime,
            PersonId = person?.Id,
        };
        context.Commands.Add(command);
        await context.SaveChangesAsync(cancellationToken);
        await AuditLog.AddAsync(context, by, time, new AuditEntry("kiosk.command", row.Name, After: new { command.Id, command.Do, command.Until, Person = person?.Number }), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return command.Id;
    }

    /// <summary>What became of a command, as the kiosk's record says; null while none has come.</summary>
    /// <exception cref="NotThereException">There is no such command.</exception>
    public async Task<string?> OutcomeAsync(string command, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Commands.Where(c => c.SiteId == SiteRow.First && c.Id == command).Select(c => new { c.Outcome }).SingleOrDefaultAsync(cancellationToken) is { } given
            ? given.Outcome
            : throw new NotThereException("There is no such command.");
    }

    /// <summary>Those that are of use and not known to be taken, by kiosk, the oldest first.</summary>
    public async Task<ILookup<string, KioskCommand>> OpenAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return (await context.Commands.AsNoTracking()
                .Where(c => c.SiteId == SiteRow.First && c.Outcome == null && c.Until > now)
                .Join(context.Kiosks, c => new { c.SiteId, Id = c.KioskId }, k => new { k.SiteId, k.Id }, (c, k) => new
                {
                    Command = c,
                    k.Name,
                    Trial = context.Trials.Where(t => t.SiteId == c.SiteId && t.Command == c.Id)
                        .Select(t => new { t.Since, context.Policies.Single(p => p.SiteId == t.SiteId && p.Number == t.Policy).Document }).SingleOrDefault(),
                })
                .OrderBy(c => c.Command.Id)
                .ToListAsync(cancellationToken))
            .ToLookup(
                c => c.Name,
                c => new KioskCommand(
                    c.Command.Id, c.Command.Do, c.Command.By, c.Command.At, c.Command.Until, c.Trial is null ? null : new PolicyTrial(JsonElement.Parse(c.Trial.Document), c.Trial.Since)),
                StringComparer.Ordinal);
    }
}
