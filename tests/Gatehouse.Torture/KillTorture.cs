using System.Diagnostics;
using System.Globalization;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;

namespace Gatehouse.Torture;

/// <summary>
/// Lets the same work be done on a real folder by processes of their own, and kills each at a moment that chance chooses: what
/// it said is acknowledged before it died is there, in order and once, and the next process goes on from it.
/// </summary>
/// <param name="seed">From which chance is drawn; the moments hang on the machine, too.</param>
/// <param name="folder">The folder of the journal.</param>
/// <param name="report">Receives what does not hold.</param>
public sealed class KillTorture(int seed, string folder, TortureReport report)
{
    /// <summary>The command by which this program is the process that works.</summary>
    public const string WorkCommand = "work";

    // So many records a process at most; it dies among them.
    private const int Records = 60;
    private const int LatestMicroseconds = 3000;
    private const char Done = 'a';
    private const char Taken = 'h';

    // Longer than a process works by its own clock.
    private static readonly TimeSpan Life = Records * Workload.LongestPause;

    private readonly Random _random = new(seed);
    private readonly StateCheck _check = new(report);
    private readonly List<JournalEntry> _acknowledged = [];
    private readonly Dictionary<string, long> _held = [];

    /// <summary>Kills so many processes.</summary>
    /// <param name="kills">How many.</param>
    /// <param name="program">The executable of this program.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task KillAsync(int kills, string program, CancellationToken cancellationToken)
    {
        for (var kill = 0; kill < kills; kill++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var from = Workload.Beginning + (kill * Life);
            await LiveAsync(program, from, cancellationToken);
            report.Kills++;
            await _check.CheckAsync(() => FolderDisk.Open(folder), new Promises([.. _acknowledged], new Dictionary<string, long>(_held), from + Life));
        }
    }

    /// <summary>What the process does that is killed: it works, and says on the standard output what is acknowledged.</summary>
    public static async Task WorkAsync(string folder, int seed, DateTimeOffset from, TextWriter output)
    {
        var said = TextWriter.Synchronized(output);
        var workload = new Workload(() => FolderDisk.Open(folder), new Random(seed), from)
        {
            Acknowledged = entry => Say(said, Done, entry),
            Held = entry => Say(said, Taken, entry),
        };
        await workload.RunAsync(Records);
    }

    private static void Say(TextWriter output, char word, JournalEntry entry)
    {
        output.Write(string.Create(CultureInfo.InvariantCulture, $"{word} {entry.Epoch} {entry.Sequence} {entry.Hash}\n"));
        output.Flush();
    }

    private async Task LiveAsync(string program, DateTimeOffset from, CancellationToken cancellationToken)
    {
        string[] arguments = [WorkCommand, folder, Number(_random.Next()), from.ToString("O", CultureInfo.InvariantCulture)];
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment[TortureKey.Variable] = TortureKey.Pem;
        using var process = Process.Start(start)
            ?? throw new InvalidOperationException($"{program} does not start.");
        try
        {
            // One in eight dies while it starts; the others behind one of their first records, or at its end.
            var lines = _random.Next(8) == 0 ? 0 : _random.Next(1, Records);
            while (lines-- > 0 && await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
            {
                Take(line);
            }

            Spin(_random.Next(LatestMicroseconds));
        }
        finally
        {
            process.Kill();
        }

        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            Take(line);
        }

        await process.WaitForExitAsync(cancellationToken);
    }

    private void Take(string line)
    {
        // The last line may be half: its record was not said to be acknowledged.
        if (line.Split(' ') is [var word, var epoch, var sequence, { Length: RecordHash.TextLength } hash])
        {
            var entry = new JournalEntry(epoch, long.Parse(sequence, CultureInfo.InvariantCulture), RecordHash.TryParse(hash, out var parsed) ? parsed : RecordHash.None);
            if (word[0] == Taken)
            {
                _held[epoch] = entry.Sequence;
            }
            else
            {
                _acknowledged.Add(entry);
            }
        }
    }

    // Shorter than what a timer can wait for.
    private static void Spin(int microseconds)
    {
        var began = TimeProvider.System.GetTimestamp();
        SpinWait.SpinUntil(() => TimeProvider.System.GetElapsedTime(began).TotalMicroseconds >= microseconds);
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
