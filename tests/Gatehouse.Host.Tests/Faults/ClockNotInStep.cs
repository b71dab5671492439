using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Host.Tests.Support;

namespace Gatehouse.Host.Tests.Faults;

/// <summary>A kiosk's wall clock was wrong when it recorded; the host tells from the same boot when it was in truth, and shows both.</summary>
public sealed class ClockNotInStep : HostAndKiosk
{
    private static readonly DateTimeOffset Right = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly ClockState None = new("none", Synced: false, Age: null);
    private static readonly ClockState InStep = new("ntp", Synced: true, Age: 3);

    // Records of a boot are a second apart on its monotonic clock.
    private readonly Journal _journal = new("gate-1");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_recorded_before_network_time_came_gets_its_time_from_afterwards(bool inOrder)
    {
        Passages(3, None, new DateTimeOffset(1970, 1, 1, 0, 0, 0, TimeSpan.Zero));
        Passages(1, InStep, Right);
        await (inOrder ? SendAsync((1, 2), (3, 6), (7, 8)) : SendAsync((7, 8), (3, 6), (1, 2)));

        var entries = await EntriesAsync();
        Assert.Equal(4, entries.Count);
        Assert.Equal(["1970-01-01T00:00:01+00:00", "1970-01-01T00:00:03+00:00", "1970-01-01T00:00:05+00:00"], entries[..3].Select(e => Text(e, "at")));
        Assert.All(entries[..3], e => Assert.False(e.GetProperty("clockInStep").GetBoolean()));
        for (var i = 0; i < 3; i++)
        {
            AssertWithin(entries[i], Right.AddSeconds(1 - (2 * (3 - i))));
        }

        Assert.True(entries[3].GetProperty("clockInStep").GetBoolean());
        Assert.False(entries[3].TryGetProperty("correctedFrom", out _));
    }

    [Fact]
    public async Task They_are_found_where_they_belong_in_time()
    {
        Passages(1, None, new DateTimeOffset(2040, 1, 1, 0, 0, 0, TimeSpan.Zero));
        Passages(1, InStep, Right);
        await SendAsync((1, 4));
        var found = await Host.GetAsync("/api/v1/entries?from=2026-03-01T08:59:00Z&to=2026-03-01T09:01:00Z");
        Assert.Equal(2, found.GetProperty("entries").GetArrayLength());
    }

    [Fact]
    public async Task Between_two_times_in_step_both_must_agree_and_where_they_do_not_it_may_be_either()
    {
        Passages(1, InStep, Right);
        _journal.Since = TimeSpan.FromMinutes(10);
        Passages(1, None, Right.AddHours(-5));
        _journal.Since = TimeSpan.FromMinutes(20);
        Passages(1, InStep, Right.AddHours(2));
        await SendAsync((1, 6));
        var entry = (await EntriesAsync())[1];
        Assert.InRange(entry.GetProperty("correctedFrom").GetDateTimeOffset(), Right.AddMinutes(10), Right.AddMinutes(10.2));
        Assert.InRange(entry.GetProperty("correctedTo").GetDateTimeOffset(), Right.AddMinutes(109.9), Right.AddMinutes(110.1));
    }

    [Fact]
    public async Task A_boot_that_never_was_in_step_says_nothing_and_another_boot_speaks_for_itself_alone()
    {
        Passages(1, None, Right);
        _journal.Boot = Guid.Parse("00000000-0000-0000-0000-000000000009");
        Passages(1, InStep, Right.AddDays(1));
        await SendAsync((1, 4));
        var entry = (await EntriesAsync())[0];
        Assert.False(entry.GetProperty("clockInStep").GetBoolean());
        Assert.False(entry.TryGetProperty("correctedFrom", out _));
    }

    [Fact]
    public async Task The_export_states_both_and_verifies()
    {
        Passages(1, None, new DateTimeOffset(1970, 1, 1, 0, 0, 0, TimeSpan.Zero));
        Passages(1, InStep, Right);
        await SendAsync((1, 4));
        var csv = await Host.Browser.GetStringAsync(new Uri("/export.csv?verify=true", UriKind.Relative), TestContext.Current.CancellationToken);
        var rows = csv.Split("\r\n").Where(l => l.Contains(",gate-1,", StringComparison.Ordinal) && l.Contains("granted", StringComparison.Ordinal)).ToList();
        Assert.EndsWith(",in step,,", rows[0], StringComparison.Ordinal);
        Assert.Contains(",not in step,", rows[1], StringComparison.Ordinal);
        Assert.DoesNotContain("NOT as the records say", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_makes_a_clock_look_as_if_it_had_been_in_step_is_found_out()
    {
        Passages(1, None, new DateTimeOffset(1970, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await SendAsync((1, 2));
        Host.Alter("UPDATE entry SET synced = TRUE");
        var csv = await Host.Browser.GetStringAsync(new Uri("/export.csv?verify=true", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains("1 entries are NOT as the records say", csv, StringComparison.Ordinal);
    }

    private void Passages(int count, ClockState clock, DateTimeOffset at)
    {
        _journal.Clock = clock;
        _journal.At = at;
        _journal.Walk(count);
    }

    private async Task SendAsync(params (long From, long To)[] ranges)
    {
        foreach (var (from, to) in ranges)
        {
            await Kiosk.SendAsync(_journal, from, to);
        }
    }

    /// <summary>In the order of their numbers.</summary>
    private async Task<List<JsonElement>> EntriesAsync() =>
        [.. (await Host.GetAsync("/api/v1/entries")).GetProperty("entries").EnumerateArray().OrderBy(e => e.GetProperty("sequence").GetInt64())];

    private static void AssertWithin(JsonElement entry, DateTimeOffset truth)
    {
        var (from, to) = (entry.GetProperty("correctedFrom").GetDateTimeOffset(), entry.GetProperty("correctedTo").GetDateTimeOffset());
        Assert.InRange(truth, from, to);
        Assert.InRange(to - from, TimeSpan.Zero, TimeSpan.FromSeconds(3));
    }

    private static string Text(JsonElement entry, string key) => entry.GetProperty(key).GetString()!;
}
