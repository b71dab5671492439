using System.Net.Sockets;
using Npgsql;

namespace Gatehouse.Host.Storage;

/// <summary>
/// What PostgreSQL tells by NOTIFY on a channel, over a connection of its own. When that is lost it is made again, and what was
/// changed meanwhile is looked up; a slow look besides is the net.
/// </summary>
/// <param name="connection">How the server is reached.</param>
/// <param name="channel">The channel.</param>
/// <param name="time">The pace while the server is away.</param>
internal sealed class NotifiedChanges(string connection, string channel, TimeProvider time) : ChangeSignal
{
    /// <summary>Rosters, commands and who passed: triggers of the migrations announce each change, whoever makes it.</summary>
    public const string News = "gatehouse_news";

    /// <summary>Records that a host took.</summary>
    public const string Records = "gatehouse_records";

    private static readonly TimeSpan Net = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    private readonly Queue<string> _said = [];
    private NpgsqlConnection? _listening;

    /// <inheritdoc/>
    public override async Task<string?> WaitAsync(CancellationToken cancellationToken)
    {
        if (_said.TryDequeue(out var said))
        {
            return said;
        }

        try
        {
            if (_listening is null)
            {
                await ListenAsync(cancellationToken);
                return null;
            }

            await _listening.WaitAsync(Net, cancellationToken);
            return _said.TryDequeue(out said) ? said : null;
        }
        catch (Exception e) when (e is NpgsqlException or SocketException or IOException)
        {
            // Whoever looks then learns, and tells, that the server is away.
            await DisposeAsync();
            _listening = null;
            await Task.Delay(Again, time, cancellationToken);
            return null;
        }
    }

    /// <inheritdoc/>
    public override async Task AnnounceAsync(string what, CancellationToken cancellationToken)
    {
        await using var speaking = new NpgsqlConnection(connection);
        await speaking.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("SELECT pg_notify($1, $2)", speaking) { Parameters = { new() { Value = channel }, new() { Value = what } } };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        if (_listening is not null)
        {
            await _listening.DisposeAsync();
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        var text = new NpgsqlConnectionStringBuilder(connection) { Pooling = false, KeepAlive = (int)KeepAlive.TotalSeconds };
        _listening = new NpgsqlConnection(text.ConnectionString);
        _listening.Notification += (_, e) => _said.Enqueue(e.Payload);
        await _listening.OpenAsync(cancellationToken);
#pragma warning disable CA2100 // A name of this class.
        await using var command = new NpgsqlCommand($"LISTEN {channel}", _listening);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
