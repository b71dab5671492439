using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Input;
using Gatehouse.Hardware.Simulation.Input;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Hardware.Tests.Input;

/// <summary>A simulated keyboard before the real reader.</summary>
internal sealed class Typist : IDisposable
{
    private readonly FakeTimeProvider _time;
    private readonly CancellationTokenSource _stop = new();

    private Typist(FakeTimeProvider time, KeystrokeOptions options)
    {
        _time = time;
        Keyboard = new SimulatedKeyboard(time);
        Reader = new KeyboardBadgeReader(Keyboard, options, time);
    }

    public SimulatedKeyboard Keyboard { get; }

    public KeyboardBadgeReader Reader { get; }

    public List<ReaderEvent> Told { get; } = [];

    public IEnumerable<string> Numbers => Told.OfType<BadgeRead>().Select(read => read.Badge.Number);

    public IEnumerable<ReaderEvent> Trouble => Told.Where(told => told is not BadgeRead);

    public static void With(Func<Typist, FakeTimeProvider, Task> scene, Action<Typist> check, KeystrokeOptions? options = null, Action<SimulatedKeyboard>? prepare = null) =>
        Stage.Play(async time =>
        {
            using var typist = new Typist(time, options ?? new KeystrokeOptions());
            prepare?.Invoke(typist.Keyboard);
            var reading = typist.ReadAsync();
            await typist.QuietAsync();
            await scene(typist, time);
            await typist.QuietAsync();
            await typist._stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
            check(typist);
        });

    /// <summary>No badge, and one discarded, for this reason.</summary>
    public void Discarded(string reason)
    {
        Assert.Empty(Numbers);
        Assert.Equal([KeyValuePair.Create(reason, 1L)], Reader.Discarded.Where(d => d.Value != 0));
    }

    public Task PresentAsync(string number) => Keyboard.PresentAsync(number, TestContext.Current.CancellationToken);

    public Task TypeAsync(string text) => Keyboard.TypeAsync(text, TestContext.Current.CancellationToken);

    public Task QuietAsync() => Task.Delay(TimeSpan.FromMilliseconds(300), _time);

    public void Dispose() => _stop.Dispose();

    private async Task ReadAsync()
    {
        await foreach (var told in Reader.ReadAsync(_stop.Token))
        {
            Told.Add(told);
        }
    }
}
