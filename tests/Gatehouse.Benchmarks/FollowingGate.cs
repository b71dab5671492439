using Gatehouse.Contract;
using Gatehouse.Demo;
using Gatehouse.Demo.Services;
using Gatehouse.Host.Commands;
using Gatehouse.Kiosk.Pairing;
using Gatehouse.Kiosk.Sync;

namespace Gatehouse.Benchmarks;

/// <summary>A kiosk as its host sees it that only follows the roster.</summary>
internal sealed class FollowingGate : IAsyncDisposable
{
    private static readonly SyncOptions Options = new();

    private readonly HttpsHostLink _link;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _knows = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _one = new();
    private readonly Dictionary<string, TaskCompletionSource<long>> _losing = new(StringComparer.Ordinal);
    private readonly Task _following;
    private byte[] _key = [];

    private FollowingGate(KioskCredential credential, TimeProvider time)
    {
        _link = new HttpsHostLink(credential, Options);
        _time = time;
        _following = FollowAsync();
    }

    /// <summary>Completes once it has the roster.</summary>
    public Task Knows => _knows.Task;

    /// <summary>Joins a host, and follows it.</summary>
    public static async Task<FollowingGate> JoinAsync(HostService host, string name, DirectoryInfo root, TimeProvider time, CancellationToken cancellationToken)
    {
        return new FollowingGate(await CredentialAsync(host, name, root, time, cancellationToken), time);
    }

    /// <summary>Lets a kiosk join a host.</summary>
    public static async Task<KioskCredential> CredentialAsync(HostService host, string name, DirectoryInfo root, TimeProvider time, CancellationToken cancellationToken)
    {
        var folder = root.CreateSubdirectory(name);
        var (kiosk, file) = (KioskId.Parse(name), new CredentialFile(Path.Combine(folder.FullName, "credential.json")));
        // In this process: a thousand starts of another would take longer than all that is measured.
        var address = host.Kiosks.GetLeftPart(UriPartial.Authority);
        await using var trouble = new StringWriter();
        string[] invite = ["kiosk", "invite", name, .. host.Place, "--out", folder.FullName, "--host-address", address];
        if (await CommandLine.RunAsync(invite, TextWriter.Null, trouble, time, cancellationToken) != 0)
        {
            throw new DemoException(trouble.ToString());
        }

        await new HostPairing(Options, () => time.GetUtcNow()).JoinAsync(kiosk, JoinTokenFiles.Read(JoinTokenFiles.Find(file)[0]), file, cancellationToken);
        return file.Read(kiosk);
    }

    /// <summary>When it was told that nobody has a badge any more, a timestamp.</summary>
    public Task<long> LosesAsync(string badge)
    {
        var loses = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_one)
        {
            _losing[BadgeHash.Of(badge, _key).Hex] = loses;
        }

        return loses.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _link.Dispose();
        _stop.Dispose();
    }

    private async Task FollowAsync()
    {
        Roster? roster = null;
        await foreach (var news in _link.NewsAsync(_stop.Token))
        {
            if (news.Roster != roster?.Revision && await _link.RosterAsync(roster?.Revision, digest: null, _stop.Token) is { } update)
            {
                roster = update.Of(roster);
                Take(update.Roster);
            }
        }
    }

    private void Take(Roster changed)
    {
        var at = _time.GetTimestamp();
        lock (_one)
        {
            _key = Convert.FromBase64String(changed.BadgeKey);
            var held = changed.People.SelectMany(p => p.Badges).ToHashSet(StringComparer.Ordinal);
            foreach (var badge in _losing.Keys.Where(badge => !held.Contains(badge)).ToList())
            {
                _losing[badge].SetResult(at);
                _losing.Remove(badge);
            }
        }

        _knows.TrySetResult();
    }
}
