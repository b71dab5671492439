using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Gatehouse.Contract;

namespace Gatehouse.Host.Tests.Support;

/// <summary>Writes a kiosk's journal as a kiosk would, and damaged ones as no kiosk should.</summary>
public sealed class Journal(string kiosk, string epoch = "e1")
{
    private readonly List<byte[]> _lines = [];
    private readonly List<byte[]?> _personal = [];
    private RecordHash _last = RecordHash.None;

    public string Kiosk => kiosk;

    public string Epoch => epoch;

    public int Count => _lines.Count;

    public DateTimeOffset At { get; set; } = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    public bool Simulated { get; init; }

    public ClockState Clock { get; set; } = new("ntp", true, 3);

    /// <summary>What went by since the boot beyond a second a record.</summary>
    public TimeSpan Since { get; set; }

    public Guid Boot { get; set; } = new(1, 2, 3, new byte[8]);

    public RecordHash Last => _last;

    /// <summary>Adds a record and gives its number.</summary>
    public long Add(string kind, string body = "{}", params PersonalField[] personal)
    {
        var sequence = _lines.Count + 1;
        At += TimeSpan.FromSeconds(1);
        var output = new ArrayBufferWriter<byte>();
        _last = JournalLine.Write(output, Record(kind, sequence, _last), Encoding.UTF8.GetBytes(body));
        _lines.Add(output.WrittenSpan.ToArray());
        _personal.Add(personal.Length == 0 ? null : Personal(sequence, personal));
        return sequence;
    }

    /// <summary>Adds the record that names a loss.</summary>
    public long Lose(string of, long from, long to, string? before = null, string? after = null) =>
        Add(RecordKind.Loss, JsonSerializer.Serialize(new RecordsLost(RecordsLost.Damaged, of, from, to, before, after), ContractJson.Default.RecordsLost));

    /// <summary>Adds the record that begins an epoch after an older copy of another was put back.</summary>
    public long BeginAfterCopy(string before, long sequence, RecordHash last, long? common) =>
        Add(RecordKind.Epoch, JsonSerializer.Serialize(new EpochBegan(EpochBegan.OlderCopy, before, sequence, last.ToString(), common), ContractJson.Default.EpochBegan));

    /// <summary>Adds the record that begins an epoch after another, which ended with that record.</summary>
    public long Begin(string before, long sequence, RecordHash last, string reason = "replaced") =>
        Add(RecordKind.Epoch, JsonSerializer.Serialize(new EpochBegan(reason, before, sequence, last.ToString()), ContractJson.Default.EpochBegan));

    public long Decide(
        string passage, string? person = null, string? name = null, bool granted = true, string? verdict = "clear", string reason = "clear", string direction = "in")
    {
        PersonalField[] personal = name is null ? [] : [Field("name", JsonSerializer.Serialize(name)), Field("readings", "[{\"skin\":36.512,\"u\":0.3}]")];
        var body = new PassageDecided
        {
            Passage = passage,
            Direction = direction,
            Reason = reason,
            Person = person,
            Group = person is null ? null : "assembly",
            Verdict = verdict,
            Readings = verdict is null ? 0 : 1,
            Roster = "r1",
            Policy = "p1",
            Commitments = personal.Length == 0 ? null : personal.ToDictionary(p => p.Name, p => p.Commitment()),
        };
        return Add(
            granted ? RecordKind.Granted : RecordKind.Refused,
            JsonSerializer.Serialize(body, ContractJson.Default.PassageDecided),
            personal);
    }

    public long Close(string passage, long of, string outcome = PassageOutcome.Passed, string? epoch = null) =>
        Add(RecordKind.Closed, JsonSerializer.Serialize(new PassageClosed(passage, of, epoch, outcome, 1.25, 700), ContractJson.Default.PassageClosed));

    /// <summary>Adds as many passages as said, each granted and closed.</summary>
    public Journal Walk(int passages)
    {
        for (var i = 0; i < passages; i++)
        {
            var passage = PassageId(Count);
            Close(passage, Decide(passage, person: $"{1000 + i}", name: $"Person {i}"));
        }

        return this;
    }

    /// <summary>A batch of these numbers, personal lines before their records.</summary>
    public byte[] Batch(long from, long to, bool withPersonal = true)
    {
        using var bytes = new MemoryStream();
        for (var i = (int)from - 1; i < to; i++)
        {
            if (withPersonal && _personal[i] is { } personal)
            {
                bytes.Write(personal);
                bytes.WriteByte((byte)'\n');
            }

            bytes.Write(_lines[i]);
            bytes.WriteByte((byte)'\n');
        }

        return bytes.ToArray();
    }

    public byte[] All() => Batch(1, Count);

    public byte[] Line(long sequence) => _lines[(int)sequence - 1];

    public string HashOf(long sequence) => RecordHash.Of(Line(sequence).AsSpan()[..^(RecordHash.TextLength + 1)]).ToString();

    public static string PassageId(int number) => new Guid(number, 0, 0, new byte[8]).ToString("N");

    public static PersonalField Field(string name, string json) =>
        new() { Name = name, Salt = Enumerable.Repeat((byte)7, PersonalField.SaltLength).ToArray(), Value = Encoding.UTF8.GetBytes(json) };

    /// <summary>A line with a right hash around any JSON.</summary>
    public static byte[] Sealed(string json) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{json}\t{RecordHash.Of(Encoding.UTF8.GetBytes(json))}"));

    private byte[] Personal(long sequence, PersonalField[] fields)
    {
        var output = new ArrayBufferWriter<byte>();
        JournalLine.Write(output, new PersonalValues(epoch, sequence, fields));
        return output.WrittenSpan.ToArray();
    }

    private JournalRecord Record(string kind, long sequence, RecordHash previous) => new()
    {
        Kiosk = KioskId.Parse(kiosk),
        Epoch = epoch,
        Sequence = sequence,
        Boot = Boot,
        At = At,
        Clock = Clock,
        Mono = Since + TimeSpan.FromSeconds(sequence),
        Kind = kind,
        Simulated = Simulated,
        Body = default,
        Previous = previous,
        Hash = default,
    };
}
