using System.Globalization;
using Gatehouse.Host.Entries;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Host.Console;

/// <summary>The alarms: what journals were offered and not merged, what is lost, and who showed a token that was not theirs.</summary>
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
        alarm.Epoch is null ? alarm.Offered
        : alarm.Kind is AlarmKind.Loss or AlarmKind.OlderCopy && alarm.Held != alarm.Sequence.ToString(CultureInfo.InvariantCulture)
            ? $"{alarm.Epoch}: {alarm.Sequence}–{alarm.Held}"
            : $"{alarm.Epoch}: {alarm.Sequence}";

    private string Local(DateTimeOffset at) =>
        TimeZoneInfo.ConvertTime(at, Time.LocalTimeZone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
