using System.Threading.Channels;
using Gatehouse.Hardware.Serial;

namespace Gatehouse.Hardware.Simulation;

/// <summary>
/// A serial line with a simulated device at its far end. Bytes take their time on the wire, ten bits each; the line can
/// be unplugged, denied, short of bytes and noisy.
/// </summary>
/// <param name="time">Time on the wire.</param>
/// <param name="baudRate">Bits per second.</param>
/// <param name="name">What a person would know it by.</param>
public sealed class SimulatedSerialLine(TimeProvider time, int baudRate, string name = "/dev/simulated") : SerialLine
{
    private const int BitsPerByte = 10;

    private readonly Lock _one = new();
    private readonly List<Connection> _open = [];
    private readonly HashSet<ITimer> _underWay = [];
    private Action<ReadOnlyMemory<byte>>? _device;
    private long? _sentAt;
    private TimeSpan _sending;
    private bool _unplugged;

    /// <summary>Someone has opened the line, which wakes a device that speaks unasked.</summary>
    public event EventHandler? Opened;

    public override string Name => name;

    /// <summary>Whether someone has the line open.</summary>
    public bool IsOpen
    {
        get
        {
            lock (_one)
            {
                return _open.Count > 0;
            }
        }
    }

    /// <summary>The adapter is pulled out: who has the line open loses it.</summary>
    public bool Unplugged
    {
        get
        {
            lock (_one)
            {
                return _unplugged;
            }
        }

        set
        {
            Connection[] lost;
            lock (_one)
            {
                _unplugged = value;
                lost = value ? [.. _open] : [];
                if (value)
                {
                    _open.Clear();
                }
            }

            foreach (var connection in lost)
            {
                connection.End();
            }
        }
    }

    /// <summary>The line is there and may not be opened.</summary>
    public bool Denied { get; set; }

    /// <summary>A read gives one byte at a time.</summary>
    public bool ShortReads { get; set; }

    /// <summary>How many bits of what the device sends next come out wrong, one a byte. It counts down by itself.</summary>
    public int BitsToFlip { get; set; }

    /// <summary>How many bytes of what the device sends next get lost. It counts down by itself.</summary>
    public int BytesToLose { get; set; }

    /// <summary>Puts a device at the far end: it is told what was written once its last bit has arrived.</summary>
    public void Connect(Action<ReadOnlyMemory<byte>> device)
    {
        lock (_one)
        {
            _device = device;
        }
    }

    /// <summary>The device sends: the bytes can be read once the last one's bits are over.</summary>
    public void Send(params ReadOnlySpan<byte> bytes)
    {
        var sent = Spoil(bytes);
        lock (_one)
        {
            // A device speaks one byte after the other: what it begins while it speaks waits its turn.
            var before = _sentAt is { } at && _sending - time.GetElapsedTime(at) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;
            _sentAt = time.GetTimestamp();
            _sending = before + OnTheWire(bytes.Length);
            After(_sending, () => Arrive(sent));
        }
    }

    public override Stream Open()
    {
        var connection = NewConnection();
        Opened?.Invoke(this, EventArgs.Empty);
        return connection;
    }

    private Connection NewConnection()
    {
        lock (_one)
        {
            if (_unplugged)
            {
                throw new SerialLineException(denied: false, $"The serial line {name} does not exist: check that the adapter is plugged in.");
            }

            if (Denied)
            {
                throw new SerialLineException(denied: true, $"The serial line {name} may not be used: the service user must be in the group 'dialout'.");
            }

            var connection = new Connection(this);
            _open.Add(connection);
            return connection;
        }
    }

    private TimeSpan OnTheWire(int bytes) => TimeSpan.FromSeconds((double)bytes * BitsPerByte / baudRate);

    private byte[] Spoil(ReadOnlySpan<byte> bytes)
    {
        var sent = new List<byte>(bytes.Length);
        foreach (var value in bytes)
        {
            if (BytesToLose > 0)
            {
                BytesToLose--;
            }
            else if (BitsToFlip > 0)
            {
                BitsToFlip--;
                sent.Add((byte)(value ^ 0x10));
            }
            else
            {
                sent.Add(value);
            }
        }

        return [.. sent];
    }

    private void Written(byte[] bytes) => After(OnTheWire(bytes.Length), () =>
    {
        Action<ReadOnlyMemory<byte>>? device;
        lock (_one)
        {
            device = _unplugged ? null : _device;
        }

        device?.Invoke(bytes);
    });

    private void Arrive(byte[] bytes)
    {
        Connection[] open;
        lock (_one)
        {
            open = [.. _open];
        }

        foreach (var connection in open)
        {
            connection.Arrive(bytes);
        }
    }

    private void Closed(Connection connection)
    {
        lock (_one)
        {
            _open.Remove(connection);
        }
    }

    private void After(TimeSpan delay, Action then)
    {
        ITimer? timer = null;
        lock (_one)
        {
            timer = time.CreateTimer(_ => Due(), null, delay, Timeout.InfiniteTimeSpan);
            _underWay.Add(timer);
        }

        void Due()
        {
            lock (_one)
            {
                _underWay.Remove(timer!);
            }

            timer!.Dispose();
            then();
        }
    }

    /// <summary>The near end.</summary>
    private sealed class Connection(SimulatedSerialLine line) : DeviceStream
    {
        private readonly Channel<byte[]> _arrived =
            Channel.CreateUnbounded<byte[]>(new UnboundedChannelOptions { SingleReader = true, AllowSynchronousContinuations = true });
        private ReadOnlyMemory<byte> _rest;

        public override bool CanWrite => true;

        public void Arrive(byte[] bytes) => _arrived.Writer.TryWrite(bytes);

        public void End() => _arrived.Writer.TryComplete(new IOException("Error 5 (Input/output error) reading the serial line."));

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            while (_rest.IsEmpty)
            {
                try
                {
                    _rest = await _arrived.Reader.ReadAsync(cancellationToken);
                }
                catch (ChannelClosedException e)
                {
                    throw e.InnerException ?? new IOException("The serial line is closed.");
                }
            }

            var read = Math.Min(line.ShortReads ? 1 : _rest.Length, buffer.Length);
            _rest[..read].CopyTo(buffer);
            _rest = _rest[read..];
            return read;
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (line.Unplugged)
            {
                return ValueTask.FromException(new IOException("Error 5 (Input/output error) writing the serial line."));
            }

            line.Written(buffer.ToArray());
            return ValueTask.CompletedTask;
        }

        protected override void Dispose(bool disposing)
        {
            _arrived.Writer.TryComplete();
            line.Closed(this);
            base.Dispose(disposing);
        }
    }
}
