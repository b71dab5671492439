using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Gatehouse.Kiosk.App.Devices;
using Gatehouse.Kiosk.Configuration;
using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Lane;
using Gatehouse.Kiosk.Maintenance;
using Gatehouse.Kiosk.Snapshots;

namespace Gatehouse.Kiosk.App.Maintenance;

/// <summary>
/// Where a running kiosk is maintained: a socket in its state folder, which only its own account and root can reach. One
/// at a time; the way in is out of service meanwhile, and stays so when the connection is lost, for a reference may stand
/// before the thermometer. The way out goes on as always.
/// </summary>
internal sealed class MaintenanceSocket(string path, GateLane lane, CalibrationDesk desk)
{
    // What the kernel takes as the path of a socket, less the zero behind it.
    private const int LongestPath = 107;

    // For the reference to be taken away before somebody is looked at.
    private static readonly TimeSpan TakeAway = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstLine = TimeSpan.FromSeconds(10);
    private const int MostRefused = 16;

    // Beyond it the kernel turns a connection away without a word from here.
    private const int WaitingAtMost = 128;

    // Ends what is served.
    private volatile CancellationTokenSource? _cut;

    /// <summary>The socket of a kiosk.</summary>
    public static string PathOf(KioskConfiguration configuration) => Path.Combine(configuration.State, "maintenance.sock");

    /// <summary>Serves until cancelled.</summary>
    /// <param name="notice">Told in a sentence when it cannot serve, which nobody who passes has to suffer for.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="DeviceException">The socket cannot be made.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "Whoever serves or refuses a connection disposes of it.")]
    public async Task RunAsync(Action<string> notice, CancellationToken cancellationToken)
    {
        if (Encoding.UTF8.GetByteCount(path) > LongestPath)
        {
            notice($"The path {path} is too long for a socket, so that this gate cannot be maintained while it runs: name a shorter folder by the key 'state'.");
            return;
        }

        using var listener = Listen();
        if (desk.State.Session.Exists || desk.State.OutOfService.IsSet)
        {
            notice(desk.State.Session.Exists
                ? "A calibration was left half done: nobody is let in until somebody goes on with it by 'gatehouse-kiosk calibrate' or discards it with '--discard'."
                : "Maintenance was cut off, and a reference may stand before the thermometer: nobody is let in until a check or a calibration comes to its end, or somebody says 'gatehouse-kiosk calibrate --discard'.");
            await lane.TakeOutOfServiceAsync().WaitAsync(cancellationToken);
        }

        Task? served = null;
        var refused = new List<Task>();
        try
        {
            var comes = listener.AcceptAsync(cancellationToken).AsTask();
            while (true)
            {
                if (served is not null && await Task.WhenAny(comes, served) == served)
                {
                    await served;
                    served = null;
                    continue;
                }

                var client = await comes;
                comes = listener.AcceptAsync(cancellationToken).AsTask();
                if (served is null)
                {
                    served = ServeAsync(new NetworkStream(client, ownsSocket: true), cancellationToken);
                }
                else
                {
                    // Not waited for: who says nothing keeps nobody else from being heard.
                    refused.RemoveAll(gone => gone.IsCompleted);
                    if (refused.Count < MostRefused)
                    {
                        refused.Add(RefuseAsync(new NetworkStream(client, ownsSocket: true), cancellationToken));
                    }
                    else
                    {
                        client.Dispose();
                    }
                }
            }
        }
        finally
        {
            await Task.WhenAll([.. refused, served ?? Task.CompletedTask]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>A connection to the kiosk that runs; null when none does.</summary>
    public static async Task<Socket?> ConnectAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
            return socket;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionRefused or SocketError.AddressNotAvailable)
        {
            socket.Dispose();
            return null;
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new IOException($"The kiosk cannot be reached by {path}: {e.Message}. Use the account of its service, or root.", e);
        }
    }

    private Socket Listen()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            // Left by a run before: two kiosks on one state folder are kept apart by the journal's lock.
            File.Delete(path);
            socket.Bind(new UnixDomainSocketEndPoint(path));
            OwnerOnly.Tighten(path);
            socket.Listen(WaitingAtMost);
            return socket;
        }
        catch (Exception e) when (e is SocketException or IOException or UnauthorizedAccessException)
        {
            socket.Dispose();
            throw new DeviceException($"The maintenance socket {path} cannot be made: {e.Message}", e);
        }
    }

    private async Task RefuseAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        using var from = new StreamReader(new ShortLines(stream));
        await using var to = new StreamWriter(stream);
        try
        {
            // What is left unread would take the answer with it.
            var dialog = new LineDialog(from, to);
            if (await WishAsync(await FirstLineAsync(from, cancellationToken), dialog, cancellationToken) is { Do: MaintenanceWish.Discard } && _cut is { } cut)
            {
                await cut.CancelAsync();
                await SayAsync(dialog, "Whoever maintained this gate is cut off: say it once more to discard what they left.", cancellationToken);
                return;
            }

            await SayAsync(
                dialog, "Somebody else maintains this gate at the moment: let them finish, or cut them off with 'gatehouse-kiosk calibrate --discard'; half a minute after a command the next one can begin.", cancellationToken);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // Gone without waiting for the answer, or said nothing.
        }
    }

    private static async Task<string> FirstLineAsync(StreamReader from, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(FirstLine, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        return await from.ReadLineAsync(either.Token) ?? throw new ConnectionLostException();
    }

    private async Task ServeAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        using var from = new StreamReader(new ShortLines(stream));
        await using var to = new StreamWriter(stream) { AutoFlush = true };
        var dialog = new LineDialog(from, to);
        try
        {
            using var cut = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            _cut = cut;
            var line = await FirstLineAsync(from, cut.Token);
            if (await WishAsync(line, dialog, cut.Token) is { } wish)
            {
                await DoAsync(wish, dialog, cut.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nothing was wished for, or somebody else cut it off: then the way in stays as it is.
        }
        catch (IOException)
        {
            // The connection is lost. Out of service, the way in stays so: a reference may stand before the thermometer.
        }
        finally
        {
            _cut = null;
        }
    }

    private static async Task<MaintenanceWish?> WishAsync(string line, LineDialog dialog, CancellationToken cancellationToken)
    {
        try
        {
            if (JsonSerializer.Deserialize(line, MaintenanceJson.Default.MaintenanceWish) is { } wish)
            {
                return wish;
            }

            await SayAsync(dialog, "Say what to do, such as {\"do\":\"discard\"}.", cancellationToken);
            return null;
        }
        catch (JsonException e)
        {
            await SayAsync(dialog, JsonTrouble.Of(e), cancellationToken);
            return null;
        }
    }

    private async Task DoAsync(MaintenanceWish wish, LineDialog dialog, CancellationToken cancellationToken)
    {
        var wasCutOff = desk.State.OutOfService.IsSet;
        var ends = !wasCutOff || wish.Do == MaintenanceWish.Discard;
        await lane.TakeOutOfServiceAsync().WaitAsync(cancellationToken);
        try
        {
            desk.State.OutOfService.Set();
            await MaintenanceWork.DoAsync(wish, desk, dialog, cancellationToken);
            ends = true;
        }
        catch (Exception e) when (e is MaintenanceException or SnapshotException or JournalException or (IOException and not ConnectionLostException))
        {
            var follows = !wasCutOff ? ""
                : ends ? " The way in is in service again in half a minute: take the reference away."
                : " The way in stays out of service, for a reference may stand before the thermometer, until a command comes to its end or 'gatehouse-kiosk calibrate --discard' is said.";
            await SayAsync(dialog, e.Message + follows, cancellationToken);
        }

        if (ends && !desk.State.Session.Exists)
        {
            try
            {
                await Task.Delay(TakeAway, desk.Clocks.Lane, cancellationToken);
            }
            finally
            {
                // Not before: a kiosk that dies meanwhile comes back out of service.
                Clear();
            }

            lane.PutInService();
        }
    }

    private void Clear()
    {
        try
        {
            desk.State.OutOfService.Clear();
        }
        catch (SnapshotException)
        {
            // The next start takes the way in out of service; the next command ends that.
        }
    }

    private static Task SayAsync(LineDialog dialog, string why, CancellationToken cancellationToken) =>
        dialog.TellAsync(new MaintenanceMessage("failed", why), cancellationToken);
}
