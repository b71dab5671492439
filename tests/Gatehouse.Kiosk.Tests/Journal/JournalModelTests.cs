using CsCheck;
using Gatehouse.Kiosk.Journal;

namespace Gatehouse.Kiosk.Tests.Journal;

/// <summary>Whatever happens in whatever order: nothing acknowledged is ever missing, twice or out of its place.</summary>
public sealed class JournalModelTests
{
    private enum Step
    {
        Append,
        AppendTogether,
        FlushFails,
        FlushAndCutFail,
        DiskTakesPart,
        FolderFails,
        StopAndStart,
        Killed,
        PowerCut,
        KilledWhileFlushing,
        PowerCutWhileFlushing,
    }

    [Fact]
    public async Task Nothing_acknowledged_is_ever_missing_or_twice() =>
        await Gen.Enum<Step>().Array[1, 25].SampleAsync(RunAsync, iter: 150);

    private static async Task RunAsync(Step[] steps)
    {
        await using var story = new Story();
        foreach (var step in steps)
        {
            await story.TakeAsync(step);
        }

        await story.EndAsync();
    }

    private sealed class Story : IAsyncDisposable
    {
        private readonly List<JournalEntry> _acknowledged = [];
        private MemoryDisk _disk = new();
        private SegmentJournal _journal;
        private int _number;

        // What the disk neither flushed nor cut may look whole to the next start and be gone after the next power cut.
        private bool _mayBeDamaged;

        public Story() => _journal = Journals.Open(_disk, Journals.SmallSegments);

        public async Task TakeAsync(Step step)
        {
            switch (step)
            {
                case Step.Append:
                    _acknowledged.Add(await _journal.AppendAsync(Next()));
                    break;
                case Step.AppendTogether:
                    _acknowledged.AddRange(await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => _journal.AppendAsync(Next()))));
                    break;
                case Step.FlushFails:
                    _disk.OnFlush = () => true;
                    await FailAsync();
                    break;
                case Step.FlushAndCutFail:
                    _disk.OnFlush = () => true;
                    _disk.OnCut = () => true;
                    _mayBeDamaged = true;
                    await FailAsync();
                    break;
                case Step.DiskTakesPart:
                    _disk.OnAppend = length => _number % length;
                    await FailAsync();
                    break;
                case Step.FolderFails:
                    _disk.OnOpen = () => true;
                    await AppendOrFailAsync();
                    break;
                case Step.KilledWhileFlushing:
                    await WhileFlushingAsync(() => _disk.AfterKill());
                    break;
                case Step.PowerCutWhileFlushing:
                    await WhileFlushingAsync(() => _disk.AfterPowerCut());
                    break;
                case Step.Killed:
                    await ReopenAsync(_disk.AfterKill());
                    break;
                case Step.PowerCut:
                    await ReopenAsync(_disk.AfterPowerCut());
                    break;
                default:
                    await _journal.DisposeAsync();
                    _journal = Journals.Open(_disk, Journals.SmallSegments);
                    break;
            }

            _disk.OnFlush = null;
            _disk.OnCut = null;
            _disk.OnAppend = null;
            _disk.OnOpen = null;
            Journals.AssertHolds(_disk, _acknowledged);
        }

        public async Task EndAsync()
        {
            await ReopenAsync(_disk.AfterPowerCut());
            _acknowledged.Add(await _journal.AppendAsync(Next()));
            await _journal.DisposeAsync();
            var held = Journals.Entries(_disk);
            Assert.Equal(_acknowledged[^1], held[^1]);
            Journals.AssertHolds(_disk, _acknowledged);
            if (!_mayBeDamaged)
            {
                Assert.Equal(Enumerable.Range(1, held.Count), held.Select(e => (int)e.Sequence));
                Assert.Single(held.Select(e => e.Epoch).Distinct());
                Journals.AssertWhole(_disk);
            }
        }

        public async ValueTask DisposeAsync()
        {
            await _journal.DisposeAsync();
            _disk.Dispose();
        }

        private JournalDraft Next() => ++_number % 2 == 0 ? Drafts.Granted($"p{_number}", "Ann") : Drafts.Fault(_number);

        private async Task FailAsync() =>
            await Assert.ThrowsAsync<JournalException>(() => _journal.AppendAsync(Next()));

        private async Task AppendOrFailAsync()
        {
            try
            {
                _acknowledged.Add(await _journal.AppendAsync(Next()));
            }
            catch (JournalException)
            {
                // Only when a new segment was due.
            }
        }

        private async Task WhileFlushingAsync(Func<MemoryDisk> fault)
        {
            MemoryDisk? left = null;
            _disk.OnFlush = () =>
            {
                left ??= fault();
                return false;
            };
            await _journal.AppendAsync(Next());
            await ReopenAsync(left!);
        }

        private async Task ReopenAsync(MemoryDisk disk)
        {
            await _journal.DisposeAsync();
            _disk.Dispose();
            _disk = disk;
            _journal = Journals.Open(_disk, Journals.SmallSegments);
        }
    }
}
