using System.Globalization;
using Gatehouse.Host.Alarms;
using Gatehouse.Host.Entries;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace Gatehouse.Host.Console;

/// <summary>The entries, newest first. What is shown stands in the address; the newest page follows arrivals.</summary>
public sealed partial class EntriesPage : IAsyncDisposable
{
    private const int PageSize = 50;

    private readonly CancellationTokenSource _closed = new();
    private readonly HashSet<string> _fresh = new(StringComparer.Ordinal);
    private EntryFilter _filter = new();
    private EntryPage _page = new([], false, false);
    private IReadOnlyList<string> _gates = [];
    private EntryCursor? _after;
    private EntryCursor? _before;
    private long _seen;
    private int _alarms;
    private bool _waiting;
    private bool _lost;
    private CancellationToken _until;
    private string? _problem;
    private string? _person;
    private string? _gate;
    private string? _verdict;
    private string? _from;
    private string? _to;
    private Task _watching = Task.CompletedTask;

    [Inject]
    private EntryList Entries { get; set; } = null!;

    [Inject]
    private AlarmList Alarms { get; set; } = null!;

    [Inject]
    private Arrivals Arrivals { get; set; } = null!;

    [Inject]
    private LiveLook Look { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private bool IsNewest => _after is null && _before is null && _problem is null;

    private bool Live => IsNewest && !_lost && RendererInfo.IsInteractive;

    private string Here => new Uri(Navigation.Uri).PathAndQuery;

    private string Export => _filter.IsEmpty ? "/export.csv" : $"/export.csv?{_filter.ToQuery(Time.LocalTimeZone)}";

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        await _watching;
        Navigation.LocationChanged -= Moved;
        _closed.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        // Of the source itself nothing can be asked once it is disposed of.
        _until = _closed.Token;
        Navigation.LocationChanged += Moved;
        await ReadAddressAsync();
    }

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _watching = Look.RepeatAsync(() => Arrivals.Count != _seen ? InvokeAsync(FollowAsync) : Task.CompletedTask, LostAsync, _until);
        }
    }

    private void Moved(object? sender, Microsoft.AspNetCore.Components.Routing.LocationChangedEventArgs e) => _ = Look.OnceAsync(
        () => InvokeAsync(async () =>
        {
            await ReadAddressAsync();
            StateHasChanged();
        }),
        LostAsync,
        _until);

    private Task LostAsync() => InvokeAsync(() =>
    {
        _lost = true;
        StateHasChanged();
    });

    private async Task ReadAddressAsync()
    {
        var query = QueryHelpers.ParseQuery(new Uri(Navigation.Uri).Query);
        string? Value(string key) => query.TryGetValue(key, out var value) ? value.ToString() : null;
        (var filter, _problem) = EntryFilter.Read(Value, Time.LocalTimeZone);
        _filter = filter ?? new EntryFilter();
        _after = EntryCursor.TryParse(Value("after"), out var after) ? after : null;
        _before = EntryCursor.TryParse(Value("before"), out var before) ? before : null;
        (_person, _gate, _verdict) = (_filter.Person, _filter.Gate ?? "", _filter.Verdict ?? "");
        (_from, _to) = (Local(_filter.From), Local(_filter.To));
        _fresh.Clear();
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        // Before reading: what comes in meanwhile is then looked at once more, never missed.
        _seen = Arrivals.Count;
        _waiting = false;
        _gates = await Entries.GatesAsync(_until);
        _alarms = await Alarms.CountAsync(_until);
        _page = _before is { } before
            ? await Entries.NewerAsync(_filter, before, PageSize, _until)
            : await Entries.OlderAsync(_filter, _after, PageSize, _until);
        if (_before is not null && !_page.HasNewer)
        {
            // Paging has come back to the newest: from here on the page follows arrivals again.
            _before = null;
            _page = await Entries.OlderAsync(_filter, null, PageSize, _until);
        }
    }

    private async Task FollowAsync()
    {
        if (!IsNewest)
        {
            _waiting = _problem is null;
            _seen = Arrivals.Count;
            StateHasChanged();
            return;
        }

        var before = _page.Entries.Select(e => e.Cursor).ToHashSet(StringComparer.Ordinal);
        await LoadAsync();
        _fresh.Clear();
        _fresh.UnionWith(_page.Entries.Select(e => e.Cursor).Where(c => !before.Contains(c)));
        StateHasChanged();
    }

    private void Apply()
    {
        var entered = new Dictionary<string, string?>
        {
            ["person"] = _person,
            ["gate"] = _gate,
            ["verdict"] = _verdict,
            ["from"] = _from,
            ["to"] = _to,
        };
        var query = string.Join('&', entered.Where(p => !string.IsNullOrWhiteSpace(p.Value)).Select(p => $"{p.Key}={Uri.EscapeDataString(p.Value!.Trim())}"));
        Navigation.NavigateTo(query.Length > 0 ? $"/?{query}" : "/");
    }

    private string Address(string? place)
    {
        var parts = new[] { _filter.ToQuery(Time.LocalTimeZone), place }.Where(p => !string.IsNullOrEmpty(p));
        var query = string.Join('&', parts);
        return query.Length > 0 ? $"/?{query}" : "/";
    }

    private string VerdictWord(string? verdict) => string.IsNullOrEmpty(verdict) ? Words["All"] : Words["Verdict." + verdict];

    private string? Local(DateTimeOffset? at) =>
        at is { } time ? TimeZoneInfo.ConvertTime(time, Time.LocalTimeZone).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture) : null;
}
