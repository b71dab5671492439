using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Entries;

/// <summary>Reads every entry that a filter lets through, the newest first, a little ahead of whoever writes them.</summary>
/// <param name="context">The data, as they are at one moment.</param>
/// <param name="filter">Which entries.</param>
internal sealed class EntryStream(GatehouseContext context, EntryFilter filter)
{
    private const int Together = 250;
    private const int Ahead = 8;

    /// <summary>All of them; nobody else may use the context until the last was given.</summary>
    public async IAsyncEnumerable<Entry> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var read = Channel.CreateBounded<List<Entry>>(new BoundedChannelOptions(Ahead) { SingleReader = true, SingleWriter = true });
        using var unwanted = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = Task.Run(() => FillAsync(read.Writer, unwanted.Token), CancellationToken.None);
        try
        {
            await foreach (var some in read.Reader.ReadAllAsync(cancellationToken))
            {
                foreach (var entry in some)
                {
                    yield return entry;
                }
            }
        }
        finally
        {
            await unwanted.CancelAsync();
            await reading;
        }
    }

    /// <summary>Reads on until all are read; what went wrong is told to whoever waits for them.</summary>
    private async Task FillAsync(ChannelWriter<List<Entry>> writer, CancellationToken cancellationToken)
    {
        try
        {
            var some = new List<Entry>(Together);
            await foreach (var entry in (await EntryList.AllAsync(context, filter, cancellationToken)).AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                some.Add(entry);
                if (some.Count == Together)
                {
                    await writer.WriteAsync(some, cancellationToken);
                    some = new List<Entry>(Together);
                }
            }

            await writer.WriteAsync(some, cancellationToken);
            writer.Complete();
        }
#pragma warning disable CA1031 // It is thrown where the entries are read.
        catch (Exception e)
#pragma warning restore CA1031
        {
            writer.Complete(e);
        }
    }
}
