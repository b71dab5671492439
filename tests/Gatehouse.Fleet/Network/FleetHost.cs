using System.Globalization;
using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Host.Commands;
using Gatehouse.Host.Composition;
using Gatehouse.Fleet.Time;
using Gatehouse.Kiosk.Pairing;
using Gatehouse.Kiosk.Sync;
using Microsoft.Data.Sqlite;

namespace Gatehouse.Fleet.Network;

/// <summary>A real host with its database, which is restarted now and then and put back to an older copy of its data.</summary>
internal sealed class FleetHost(Loop loop) : IAsyncDisposable
{
    private const string Database = "gatehouse.db";

    private readonly string _folder = Directory.CreateTempSubdirectory("gatehouse-fleet-").FullName;
    private HostService? _service;
    private int _port;

    private string Data => Path.Combine(_folder, "data");

    private string Backup => Path.Combine(_folder, "backup");

    /// <summary>Starts it, on the port that it had before.</summary>
    public async Task StartAsync()
    {
        _service = await loop.OutsideAsync(() => HostService.StartAsync(
            new RunOptions { Data = Data, KioskPort = _port, ConsolePort = 0 }, TimeProvider.System, CancellationToken.None));
        _port = _service.Kiosks.Port;
    }

    /// <summary>Stops it.</summary>
    public async Task StopAsync()
    {
        await loop.OutsideAsync(async () =>
        {
            await _service!.DisposeAsync();
            return true;
        });
        _service = null;
        SqliteConnection.ClearAllPools();
    }

    /// <summary>Copies its data while it is stopped.</summary>
    public void BackUp() => File.Copy(Path.Combine(Data, Database), Backup, overwrite: true);

    /// <summary>Puts the last copy back while it is stopped; false when there is none.</summary>
    public bool TryRestore()
    {
        if (!File.Exists(Backup))
        {
            return false;
        }

        foreach (var beside in Directory.EnumerateFiles(Data, Database + "-*"))
        {
            File.Delete(beside);
        }

        File.Copy(Backup, Path.Combine(Data, Database), overwrite: true);
        return true;
    }

    /// <summary>Lets a kiosk join and connects as it.</summary>
    public async Task<HostLink> KioskAsync(string name)
    {
        await using var output = new StringWriter(CultureInfo.InvariantCulture);
        await using var error = new StringWriter(CultureInfo.InvariantCulture);
        var code = await loop.OutsideAsync(() => CommandLine.RunAsync(
            ["kiosk", "invite", name, "--data", Data, "--host-address", _service!.Kiosks.ToString(), "--json"], output, error, TimeProvider.System, CancellationToken.None));
        if (code != 0)
        {
            throw new InvalidOperationException(error.ToString());
        }

        using var answer = JsonDocument.Parse(output.ToString());
        var kiosk = KioskId.Parse(name);
        var file = new CredentialFile(Path.Combine(_folder, name + ".json"));
        var options = new SyncOptions();
        await loop.OutsideAsync(() => new HostPairing(options, () => TimeProvider.System.GetUtcNow())
            .JoinAsync(kiosk, JoinTokenFiles.Parse(answer.RootElement.GetProperty("token").GetString()!), file, CancellationToken.None));
        return new HttpsHostLink(file.Read(kiosk), options);
    }

    /// <summary>The lines that it holds of a kiosk, by epoch and number.</summary>
    public Dictionary<(string Epoch, long Sequence), byte[]> Lines(string kiosk)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(Data, Database)};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT e.name, r.sequence, r.line FROM record r JOIN epoch e ON e.site_id = r.site_id AND e.id = r.epoch_id JOIN kiosk k ON k.site_id = e.site_id AND k.id = e.kiosk_id WHERE k.name = $kiosk";
        command.Parameters.AddWithValue("$kiosk", kiosk);
        using var reader = command.ExecuteReader();
        var lines = new Dictionary<(string, long), byte[]>();
        while (reader.Read())
        {
            lines.Add((reader.GetString(0), reader.GetInt64(1)), (byte[])reader[2]);
        }

        return lines;
    }

    /// <summary>How many contradictions it was offered.</summary>
    public long Alarms()
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(Data, Database)};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM alarm WHERE kind IN ('contradiction', 'checkpoint', 'olderCopy', 'twoKiosks', 'loss')";
        return (long)command.ExecuteScalar()!;
    }

    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
        {
            await StopAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
