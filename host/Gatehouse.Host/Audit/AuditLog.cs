using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Host.Entries;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Audit;

/// <summary>
/// Who did what, in the form of a journal: each entry is a line with its hash and the hash of the one before it. What a
/// thing was and became is beside the line, which holds commitments to it, so that it can be erased and the chain still
/// holds.
/// </summary>
internal static class AuditLog
{
    /// <summary>The journal's name as that of a kiosk.</summary>
    public const string Journal = "host";

    /// <summary>The one epoch that it has.</summary>
    public const string Epoch = "audit";

    /// <summary>The value that says what it was.</summary>
    public const string Before = "before";
    /// <summary>The value that says what it became.</summary>
    public const string After = "after";

    /// <summary>Adds what was done to the transaction that does it, which is open: nothing is done without its entry, and nothing entered that is not done.</summary>
    public static Task AddAsync(GatehouseContext context, Actor by, TimeProvider time, AuditEntry entry, CancellationToken cancellationToken) =>
        AddAsync(context, by, time, [entry], cancellationToken);

    /// <summary>Adds several.</summary>
    public static async Task AddAsync(GatehouseContext context, Actor by, TimeProvider time, IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken)
    {
        if (context.Database.CurrentTransaction is null)
        {
            throw new InvalidOperationException("What is done and its entry in the audit log belong into one transaction.");
        }

        if (entries.Count == 0)
        {
            return;
        }

        // Whoever else adds some waits from here until this transaction ends, so that the line before is the last one.
        var last = await context.NextAsync(CounterRow.Audit, cancellationToken, entries.Count);
        var first = last - entries.Count + 1;
        var before = await context.Audit.Where(a => a.SiteId == SiteRow.First && a.Sequence == first - 1).Select(a => a.Line).SingleOrDefaultAsync(cancellationToken);
        var previous = before is null ? RecordHash.None : JournalLine.ReadRecord(before).Hash;
        var rows = new List<AuditRow>(entries.Count);
        foreach (var entry in entries)
        {
            rows.Add(Row(by, time, entry, first + rows.Count, ref previous));
        }

        await context.InsertAsync(rows, cancellationToken);
    }

    /// <summary>The last entry; null where there is none.</summary>
    public static async Task<(long Sequence, RecordHash Hash)?> HeadAsync(GatehouseContext context, CancellationToken cancellationToken) =>
        await context.Audit.AsNoTracking().Where(a => a.SiteId == SiteRow.First).OrderByDescending(a => a.Sequence).FirstOrDefaultAsync(cancellationToken) is { } last
            ? (last.Sequence, JournalLine.ReadRecord(last.Line).Hash)
            : null;

    /// <summary>Whether an entry's line says what its row is found by, and committed to the values beside it.</summary>
    public static bool Says(JournalRecord line, AuditRow row) =>
        line.Body.Deserialize<AuditBody>(EntryJson.Options) is { } body
        && (body.By, body.Action, body.Subject) == (row.By, row.Action, row.Subject)
        && (row.Personal is null || (JournalLine.IsWhole(row.Personal) && JournalLine.ReadPersonal(row.Personal).BelongTo(line)));

    private static AuditRow Row(Actor by, TimeProvider time, AuditEntry entry, long sequence, ref RecordHash previous)
    {
        PersonalField[] fields = [.. new[] { (Before, entry.Before), (After, entry.After) }.Where(f => f.Item2 is not null).Select(f => Field(f.Item1, f.Item2!))];
        var record = new JournalRecord
        {
            Kiosk = KioskId.Parse(Journal),
            Epoch = Epoch,
            Sequence = sequence,
            Boot = Guid.Empty,
            At = time.GetUtcNow(),
            Clock = new ClockState("none", Synced: false, Age: null),
            Mono = time.GetElapsedTime(0),
            Kind = Epoch,
            Simulated = false,
            Body = default,
            Previous = previous,
            Hash = default,
        };
        var body = new AuditBody(by.ToString(), entry.Action, entry.Subject, fields.Length == 0 ? null : fields.ToDictionary(f => f.Name, f => f.Commitment()));
        var line = new ArrayBufferWriter<byte>();
        previous = JournalLine.Write(line, record, JsonSerializer.SerializeToUtf8Bytes(body, EntryJson.Options));
        var row = new AuditRow
        {
            SiteId = SiteRow.First,
            Sequence = sequence,
            At = record.At,
            By = body.By,
            Action = body.Action,
            Subject = body.Subject,
            Line = line.WrittenSpan.ToArray(),
        };
        if (fields.Length > 0)
        {
            var values = new ArrayBufferWriter<byte>();
            JournalLine.Write(values, new PersonalValues(Epoch, sequence, fields));
            row.Personal = values.WrittenSpan.ToArray();
        }

        return row;
    }

    private static PersonalField Field(string name, object value) => new()
    {
        Name = name,
        Salt = RandomNumberGenerator.GetBytes(PersonalField.SaltLength),
        Value = JsonSerializer.SerializeToUtf8Bytes(value, EntryJson.Options),
    };
}
