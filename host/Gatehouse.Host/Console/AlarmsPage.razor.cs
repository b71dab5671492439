using System.Globalization;
using Gatehouse.Host.Entries;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Host.Console;

/// <summary>The alarms about journals: what was offered and not merged, and what is lost.</summary>
public sealed partial class AlarmsPage
{
    private IReadOnlyList<Alarm> _alarms = [];

    [Inject]
    private AlarmList Alarms { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync() => _alarms = await Alarms.AllAsync(CancellationToken.None);

    /// <summary>Where more than one record is meant, the last number stands where else the hash does.</summary>
    private static string Record(Alarm alarm) =>
        alarm.Kind is AlarmKind.Loss or AlarmKind.OlderCopy && alarm.Held != alarm.Sequence.ToString(CultureInfo.InvariantCulture)
            ? $"{alarm.Epoch}: {alarm.Sequence}–{alarm.Held}"
            : $"{alarm.Epoch}: {alarm.Sequence}";

    private string Local(DateTimeOffset at) =>
        TimeZoneInfo.ConvertTime(at, Time.LocalTimeZone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
