using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Commands;
using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Lane;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Kiosk.Tests.Commands;

/// <summary>A kiosk that hears its host, its records as they become durable, and what it does.</summary>
internal sealed class CommandScene
{
    public static DateTimeOffset Now { get; } = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    public FakeTimeProvider Time { get; } = new(Now);

    public bool IsTimeKnown { get; set; } = true;

    public bool DiskFails { get; set; }

    /// <summary>What was recorded, as its outcome and the command's name, and what was done.</summary>
    public List<string> Happened { get; } = [];

    public CommandTaker Taker { get; }

    public CommandScene() => Taker = new CommandTaker(
        RecordAsync,
        new LaneClocks(Time, Time) { IsTrusted = () => IsTimeKnown },
        new Dictionary<string, Action<KioskCommand>>(StringComparer.Ordinal) { [KioskCommand.Find] = _ => Happened.Add("found") });

    public static KioskCommand Command(string id) => new(id, KioskCommand.Find, "owner", Now, Now.AddSeconds(15));

    public static HostNews News(params KioskCommand[] commands) => new(Now, null, commands);

    private Task RecordAsync(JournalDraft draft)
    {
        if (DiskFails)
        {
            return Task.FromException(new JournalException("full"));
        }

        var body = JsonSerializer.Deserialize(draft.Body.Span, ContractJson.Default.CommandTaken)!;
        Happened.Add($"{body.Outcome} {body.Command}");
        return Task.CompletedTask;
    }
}
