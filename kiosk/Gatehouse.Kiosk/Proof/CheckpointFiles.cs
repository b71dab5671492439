using System.Text;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;

namespace Gatehouse.Kiosk.Proof;

/// <summary>
/// The checkpoints of a journal and the host's countersignatures, one a line, in a file beside the segment that holds the
/// record a checkpoint names: <c>0001-9f3c2a71.000000000001.sig</c> beside <c>….log</c>, to be removed with it.
/// </summary>
/// <param name="disk">The journal's folder.</param>
public sealed class CheckpointFiles(JournalDisk disk)
{
    /// <summary>The file with the certificates by which others verify.</summary>
    public const string Certificates = "certificates.pem";

    private const string Extension = ".sig";
    private const string SegmentExtension = ".log";

    /// <summary>The file that stands beside a segment.</summary>
    public static string Beside(SegmentName segment) => Path.ChangeExtension(segment.ToString(), Extension);

    /// <summary>Adds a checkpoint or a countersignature durably.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="sequence">The number that it is about.</param>
    /// <param name="line">The signed line.</param>
    /// <exception cref="IOException">The disk refuses it.</exception>
    public void Append(string epoch, long sequence, ReadOnlySpan<byte> line)
    {
        var segment = new JournalReader(disk).Segments().LastOrDefault(s => s.Epoch == epoch && s.First <= sequence);
        if (segment.Epoch is null)
        {
            throw new IOException($"There is no segment of record {sequence} of epoch {epoch} any more.");
        }

        AppendLine(Beside(segment), [.. line, (byte)'\n']);
    }

    /// <summary>Keeps certificates beside the journal, each once.</summary>
    /// <exception cref="IOException">The disk refuses it.</exception>
    public void Keep(IEnumerable<string> certificates)
    {
        var held = disk.List().Contains(Certificates) ? Encoding.ASCII.GetString(Bytes(Certificates)) : "";
        foreach (var certificate in certificates.Select(c => c.Trim().ReplaceLineEndings("\n")).Where(c => !held.Contains(c, StringComparison.Ordinal)))
        {
            AppendLine(Certificates, Encoding.ASCII.GetBytes(certificate + "\n"));
        }
    }

    /// <summary>The certificates that stand beside the journal, PEM; empty when there are none.</summary>
    public string ReadCertificates() => disk.List().Contains(Certificates) ? Encoding.ASCII.GetString(Bytes(Certificates)) : "";

    /// <summary>The epochs that have checkpoints, in order.</summary>
    public IReadOnlyList<string> Epochs() => [.. Files().Select(s => s.Epoch).Distinct()];

    /// <summary>The last checkpoint of an epoch; null when it has none.</summary>
    public KeptCheckpoint? Last(string epoch) =>
        Files().Where(s => s.Epoch == epoch).Reverse().Select(s => Read(s, null).LastOrDefault()).FirstOrDefault(kept => kept is not null);

    /// <summary>The checkpoints of an epoch in the order in which they were signed.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="spoilt">Told of each line that is neither a checkpoint nor the countersignature of the one before.</param>
    public IEnumerable<KeptCheckpoint> Read(string epoch, Action<string>? spoilt = null) =>
        Files().Where(s => s.Epoch == epoch).SelectMany(s => Read(s, spoilt));

    private List<KeptCheckpoint> Read(SegmentName segment, Action<string>? spoilt)
    {
        var name = Beside(segment);
        var kept = new List<KeptCheckpoint>();
        using var lines = new SegmentLines(disk.OpenRead(name));
        for (var number = 1; lines.TryRead(out var line); number++)
        {
            if (SignedLine.Read(line.Span, ContractJson.Default.Checkpoint) is { IsSound: true } checkpoint && checkpoint.Epoch == segment.Epoch)
            {
                kept.Add(new KeptCheckpoint(checkpoint, line.ToArray(), default));
            }
            else if (kept.FindLastIndex(k => IsOf(line.Span, k)) is >= 0 and var of)
            {
                kept[of] = kept[of] with { Countersignature = line.ToArray() };
            }
            else
            {
                spoilt?.Invoke($"{name}, line {number}: it is no checkpoint of epoch {segment.Epoch} and no countersignature of one before it; it was changed or damaged.");
            }
        }

        return kept;
    }

    private static bool IsOf(ReadOnlySpan<byte> line, KeptCheckpoint kept) =>
        SignedLine.Read(line, ContractJson.Default.Countersignature) is { } signed && signed.IsOf(kept.Line.Span);

    private List<SegmentName> Files()
    {
        var files = new List<SegmentName>();
        foreach (var name in disk.List().Where(name => name.EndsWith(Extension, StringComparison.Ordinal)))
        {
            if (SegmentName.TryParse(Path.ChangeExtension(name, SegmentExtension), out var segment))
            {
                files.Add(segment);
            }
        }

        files.Sort();
        return files;
    }

    private void AppendLine(string name, ReadOnlySpan<byte> line)
    {
        using var file = disk.OpenAppend(name);
        if (file.Length > 0)
        {
            // What a torn write left has no line feed, and would swallow the next line.
            var whole = Bytes(name).AsSpan().LastIndexOf((byte)'\n') + 1;
            if (whole < file.Length)
            {
                file.Cut(whole);
            }
        }

        var before = file.Length;
        try
        {
            file.Append(line);
            file.Flush();
        }
        catch (IOException)
        {
            file.Cut(before);
            throw;
        }
    }

    private byte[] Bytes(string name)
    {
        using var stream = disk.OpenRead(name);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
