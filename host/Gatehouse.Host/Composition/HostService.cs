using System.Net;
using Gatehouse.Host.Api;
using Gatehouse.Host.Identity;
using Gatehouse.Host.Leases;
using Gatehouse.Host.Protection;
using Gatehouse.Host.Storage;
using Gatehouse.Host.Users;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Gatehouse.Host.Composition;

/// <summary>The running host.</summary>
public sealed class HostService : IAsyncDisposable
{
    private IDisposable? _hold;
    private Authority? _authority;
    private ServerCertificate? _certificate;
    private WebApplication? _application;

    private HostService()
    {
    }

    /// <summary>Where kiosks reach it from this machine; from others under its own name and the same port.</summary>
    public Uri Kiosks => Address(secure: true);

    /// <summary>Where the console is.</summary>
    public Uri Console => Address(secure: false);

    /// <summary>The file with the code by which the owner is made; null where there is an owner, or none is to be made.</summary>
    public string? SetupCode => _application!.Services.GetRequiredService<SetupCode>() is { Exists: true } code ? code.File : null;

    /// <summary>Starts a host; it serves when this returns.</summary>
    /// <exception cref="HostException">A port is taken, or the data cannot be used or is in use by another host.</exception>
    public static async Task<HostService> StartAsync(RunOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var host = new HostService();
        try
        {
            await host.OpenAsync(options, time, cancellationToken);
            return host;
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            await host.DisposeAsync();
            throw new HostException($"A port is taken: another program uses {options.KioskPort} or {options.ConsolePort}. Choose others with --kiosk-port and --console-port.", e);
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Returns once the host was asked to stop.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _application!.WaitForShutdownAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_application is not null)
        {
            // What is under way is done to its end, and what was held is given back.
            await _application.StopAsync();
            await _application.DisposeAsync();
            _application = null;
        }

        _certificate?.Dispose();
        _authority?.Dispose();
        _hold?.Dispose();
    }

    private async Task OpenAsync(RunOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var folder = DataFolder.Open(options.Data);
        _hold = folder.Hold();
        var identity = new HostIdentity(folder, time);
        _authority = await identity.AuthorityAsync(cancellationToken);
        _certificate = new ServerCertificate(identity, _authority, time);
        var database = new HostDatabase(folder, options.Database);
        await database.PrepareAsync(cancellationToken);
        var seal = await ProtectionComposition.OpenSealAsync(identity, database, cancellationToken);
        _application = HostApplication.Build(options, folder, database, new HostKeys(_authority, _certificate, seal), new KioskRegister(database, identity, time), time);
        await _application.Services.GetRequiredService<LeaseBook>().BeginAsync(cancellationToken);
        if (!await _application.Services.GetRequiredService<UserRegister>().HasOwnerAsync(cancellationToken) && _application.Services.GetRequiredService<SetupCode>() is { Exists: false } code)
        {
            await code.MakeAsync(cancellationToken);
        }

        await _application.StartAsync(cancellationToken);
        _application.RequireThatAllSayWhoMayUseThem();
    }

    private Uri Address(bool secure)
    {
        var addresses = _application!.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        var own = addresses.First(a => a.StartsWith("https:", StringComparison.Ordinal) == secure);
        return new UriBuilder(own) { Host = IPAddress.Loopback.ToString() }.Uri;
    }
}
