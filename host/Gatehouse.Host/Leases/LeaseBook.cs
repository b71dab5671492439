using System.Data.Common;
using System.Net.Sockets;
using System.Security.Cryptography;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Leases;

/// <summary>
/// Leases in the database, by which one of several hosts does what only one may. Whoever holds one says so again well before
/// it runs out; one that ran out is anybody's. The hosts' clocks must agree to a few seconds, as NTP sees to.
/// </summary>
/// <param name="contexts">Where they are kept.</param>
/// <param name="time">The clock by which they run out.</param>
/// <param name="logger">Told what was lost.</param>
internal sealed partial class LeaseBook(IDbContextFactory<GatehouseContext> contexts, TimeProvider time, ILogger<LeaseBook> logger)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Every = Lifetime / 3;

    /// <summary>Frees what a host held that ended without a word, where no other can run on the same data.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (!context.IsShared)
        {
            await context.Leases.ExecuteDeleteAsync(cancellationToken);
        }
    }

    /// <summary>Does a work again and again for as long as this host is the one to do it, and waits for its turn while another does.</summary>
    /// <param name="name">One of <see cref="LeaseName"/>.</param>
    /// <param name="work">The work; its token ends when the lease is lost. It may return, and is begun again later.</param>
    /// <param name="cancellationToken">Ends all of it.</param>
    public async Task WhileHeldAsync(string name, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        while (true)
        {
            await TryAsync(name, work, cancellationToken);
            await Task.Delay(Every, time, cancellationToken);
        }
    }

    /// <summary>Does a work once, unless another host is at it.</summary>
    /// <param name="name">One of <see cref="LeaseName"/>.</param>
    /// <param name="work">The work; its token ends when the lease is lost.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Whether it was done to its end.</returns>
    public async Task<bool> TryAsync(string name, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        var holder = $"{Environment.MachineName}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";
        var taken = time.GetTimestamp();
        if (!await TakeAsync(name, holder, cancellationToken))
        {
            return false;
        }

        using var held = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var keeping = KeepAsync(name, holder, taken, held.Token);
        try
        {
            var working = work(held.Token);
            if (await Task.WhenAny(working, keeping) == keeping && !cancellationToken.IsCancellationRequested)
            {
                Lost(name);
                await held.CancelAsync();
            }

            await working;
            return true;
        }
        catch (OperationCanceledException) when (held.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
        finally
        {
            await held.CancelAsync();
            await keeping;
            await ReleaseAsync(name, holder);
        }
    }

    private async Task<bool> TakeAsync(string name, string holder, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Database.ExecuteSqlAsync($"INSERT INTO lease (name) VALUES ({name}) ON CONFLICT DO NOTHING", cancellationToken);
        var now = time.GetUtcNow();
        // One that lasts longer than any can was taken by a clock that was far ahead.
        var (until, impossible) = (now + Lifetime, now + (2 * Lifetime));
        return await context.Leases
            .Where(l => l.Name == name && (l.Holder == null || l.Until <= now || l.Until > impossible))
            .ExecuteUpdateAsync(l => l.SetProperty(x => x.Holder, holder).SetProperty(x => x.Until, until), cancellationToken) == 1;
    }

    /// <summary>Returns once the lease is lost, or cannot be known to be held any longer.</summary>
    private async Task KeepAsync(string name, string holder, long taken, CancellationToken cancellationToken)
    {
        try
        {
            while (time.GetElapsedTime(taken) < Lifetime)
            {
                await Task.Delay(Every, time, cancellationToken);
                var asked = time.GetTimestamp();
                try
                {
                    if (!await ExtendAsync(name, holder, cancellationToken))
                    {
                        return;
                    }

                    taken = asked;
                }
                catch (Exception e) when (IsAway(e))
                {
                    // The database may be back before the lease has run out.
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The work is done.
        }
    }

    private async Task<bool> ExtendAsync(string name, string holder, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var until = time.GetUtcNow() + Lifetime;
        return await context.Leases.Where(l => l.Name == name && l.Holder == holder).ExecuteUpdateAsync(l => l.SetProperty(x => x.Until, until), cancellationToken) == 1;
    }

    private async Task ReleaseAsync(string name, string holder)
    {
        try
        {
            await using var context = await contexts.CreateDbContextAsync(CancellationToken.None);
            await context.Leases
                .Where(l => l.Name == name && l.Holder == holder)
                .ExecuteUpdateAsync(l => l.SetProperty(x => x.Holder, (string?)null).SetProperty(x => x.Until, (DateTimeOffset?)null), CancellationToken.None);
        }
        catch (Exception e) when (IsAway(e))
        {
            // It runs out by itself.
        }
    }

    private static bool IsAway(Exception e) => e.GetBaseException() is DbException or SocketException or IOException or TimeoutException;

    [LoggerMessage(1, LogLevel.Warning, "Another host does '{Name}' from now on, or the database was away for too long: this one stops doing it.")]
    private partial void Lost(string name);
}
