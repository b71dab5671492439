using System.Text;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Retention;
using Gatehouse.Kiosk.Tests.Journal;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Kiosk.Tests.Retention;

/// <summary>A journal over some weeks, whose values are kept 30 days, names 60 and records 90.</summary>
internal sealed class RetentionScene : IAsyncDisposable
{
    private SegmentJournal? _journal;

    public static RetentionRules Rules { get; } = new("p7", ValueDays: 30, NameDays: 60, RecordDays: 90);

    public MemoryDisk Disk { get; } = new();

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    /// <summary>Whose journal it is; one of another kiosk begins an epoch.</summary>
    public string Kiosk { get; set; } = "gate-1";

    public bool ClockIsTrusted { get; set; } = true;

    /// <summary>Up to where the host holds the present epoch.</summary>
    public long Held { get; set; }

    public SegmentJournal Journal => _journal ??= SegmentJournal.Open(Disk, new JournalOptions { Kiosk = KioskId.Parse(Kiosk), SegmentBytes = 3000 }, Stamp);

    public RecordStamp Stamp => new(Time, new ClockWatch(Time) { IsKept = ClockIsTrusted, Files = [] }, new BootIdentity(Guid.Empty));

    public JournalRetention Retention => new(Journal, () => Rules, epoch => epoch == Journal.Head.Epoch ? Held : 0);

    /// <summary>So many people pass on so many days, one a day.</summary>
    public async Task<List<JournalEntry>> PassAsync(int days)
    {
        var entries = new List<JournalEntry>();
        for (var day = 0; day < days; day++)
        {
            Time.Advance(TimeSpan.FromDays(1));
            entries.Add(await Journal.AppendAsync(Granted(day)));
        }

        return entries;
    }

    public Task RunAsync() => Retention.RunAsync(Time.GetUtcNow(), TestContext.Current.CancellationToken);

    /// <summary>Starts the kiosk anew on the same disk.</summary>
    public async Task RestartAsync()
    {
        if (_journal is not null)
        {
            await _journal.DisposeAsync();
            _journal = null;
        }
    }

    /// <summary>The numbers of the records that still have a value of that name beside them.</summary>
    public List<long> With(string field) => With(Disk, field);

    public static List<long> With(JournalDisk disk, string field)
    {
        var reader = new JournalReader(disk);
        return
        [
            .. from epoch in reader.Epochs()
               from lines in reader.Read(epoch, 1)
               where !lines.Personal.IsEmpty && JournalLine.ReadPersonal(lines.Personal).Fields.Any(f => f.Name == field)
               select lines.Sequence,
        ];
    }

    public List<T> Bodies<T>(string kind, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) =>
        [.. Journals.Records(Disk).Where(r => r.Kind == kind).Select(r => System.Text.Json.JsonSerializer.Deserialize(r.Body, type)!)];

    public async ValueTask DisposeAsync()
    {
        await RestartAsync();
        Disk.Dispose();
    }

    private static JournalDraft Granted(int number)
    {
        var fields = new[] { Field("name", $"\"Person {number}\""), Field("readings", $"[{{\"skin\":35.{number:000}}}]") };
        var body = new PassageDecided
        {
            Passage = $"{number:x32}",
            Direction = "in",
            Reason = "clear",
            Person = "P1",
            Verdict = "clear",
            Readings = 1,
            Roster = "r1",
            Policy = "p7",
            Commitments = fields.ToDictionary(f => f.Name, f => f.Commitment()),
        };
        return JournalDraft.Of(RecordKind.Granted, body, ContractJson.Default.PassageDecided, fields);
    }

    private static PersonalField Field(string name, string value) =>
        new() { Name = name, Salt = Encoding.ASCII.GetBytes("0123456789abcdef"), Value = Encoding.UTF8.GetBytes(value) };
}
