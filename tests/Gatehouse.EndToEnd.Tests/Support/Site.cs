using Gatehouse.Demo.Services;

namespace Gatehouse.EndToEnd.Tests.Support;

/// <summary>A host and one kiosk as processes, either of which can be killed and started again on the same files.</summary>
internal sealed class Site : IAsyncDisposable
{
    // Of the lane only: disk and network are as slow as they are. Much faster, and a busy machine would miss the lane's deadlines.
    private const double Speed = 20;

    private readonly Scratch _scratch = new();
    private readonly ProgramFile _program;

    private Site(KioskBuild build, PreparedKiosk prepared)
    {
        _program = Programs.Kiosk(build);
        Folder = prepared.CopyTo(_scratch.Path(PreparedKiosk.Name));
        Host = new HostService(_scratch.Root, TimeProvider.System);
    }

    public KioskFolder Folder { get; }

    public HostService Host { get; }

    /// <summary>The kiosk that was started last.</summary>
    public KioskService Kiosk { get; private set; } = null!;

    public string HostData => _scratch.Path("host");

    /// <summary>Starts the host and lets the kiosk join it at its first start.</summary>
    public static async Task<Site> StartAsync(KioskBuild build, PreparedKiosk prepared)
    {
        var site = new Site(build, prepared);
        try
        {
            await site.Host.StartAsync(Token);
            await site.Host.InviteAsync(PreparedKiosk.Name, site.Folder.Root, Token);
            return site;
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the kiosk anew; one that still runs is stopped in order before.</summary>
    public async Task StartKioskAsync()
    {
        if (Kiosk is not null)
        {
            await Kiosk.DisposeAsync();
        }

        Kiosk = await KioskService.StartAsync(PreparedKiosk.Name, Folder, _program, Speed, TimeProvider.System, Token);
    }

    /// <summary>Kills the kiosk before it is ready.</summary>
    public async Task KillStartingKioskAsync(Task moment)
    {
        string[] arguments = ["run", "--config", Folder.Configuration, "--simulate", "--json"];
        await using var starting = await Service.StartAsync(PreparedKiosk.Name, _program, arguments, Folder.Log, TimeProvider.System);
        await moment.WaitAsync(Token);
        await starting.KillAsync();
    }

    public Task<Finished> KioskCommandAsync(params IEnumerable<string> arguments) => Finished.OfAsync(_program, arguments);

    public async ValueTask DisposeAsync()
    {
        if (Kiosk is not null)
        {
            await Kiosk.DisposeAsync();
        }

        await Host.DisposeAsync();
        _scratch.Dispose();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
