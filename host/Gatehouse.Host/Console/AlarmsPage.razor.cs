using System.Globalization;
using Gatehouse.Host.Alarms;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Host.Console;

/// <summary>The alarms that are active or that nobody has acknowledged.</summary>
public sealed partial class AlarmsPage
{
    private IReadOnlyList<Alarm> _alarms = [];

    [Inject]
    private AlarmList Alarms { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync() => _alarms = await Alarms.AllAsync(open: true, CancellationToken.None);

    /// <summary>Where more than one record is meant, the last number stands where else the hash does.</summary>
    private static string Record(Alarm alarm) =>
        alarm.Epoch is null ? alarm.Detail ?? alarm.Device ?? alarm.Offered
        : alarm.Kind is AlarmKind.Loss or AlarmKind.OlderCopy && alarm.Held != alarm.Sequence.ToString(CultureInfo.InvariantCulture)
            ? $"{alarm.Epoch}: {alarm.Sequence}–{alarm.Held}"
            : $"{alarm.Epoch}: {alarm.Sequence}";

    private string State(Alarm alarm) => string.Join(
        Words["Comma"],
        new[]
        {
            alarm.NoDataSince is null ? Words[alarm.Active ? "Active" : "Cleared"].Value : Words["NoData"].Value,
            Words[alarm.Acknowledged ? "Acknowledged" : "Unacknowledged"].Value,
            alarm.Assignee,
        }.OfType<string>());

    private string Local(DateTimeOffset at) =>
        TimeZoneInfo.ConvertTime(at, Time.LocalTimeZone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
