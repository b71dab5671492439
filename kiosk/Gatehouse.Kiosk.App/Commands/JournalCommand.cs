using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json;
using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Proof;

namespace Gatehouse.Kiosk.App.Commands;

/// <summary><c>gatehouse-kiosk journal show|verify|export</c>: reads the journal, beside a running kiosk if need be.</summary>
internal static class JournalCommand
{
    public static Command Create() => new("journal", "Read the journal; the kiosk may run meanwhile.") { Show(), Verify(), Export() };

    private static Command Show()
    {
        var source = new Source();
        var last = new Option<int>("--last")
        {
            Description = "How many of the newest records.",
            DefaultValueFactory = _ => 20,
            HelpName = "N",
        };
        last.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0))
            {
                result.AddError("--last must be a whole number of 1 or more.");
            }
        });
        var json = CommonOptions.Json();
        var command = new Command("show", "Show the newest records, oldest first; personal values are not shown.") { last, json };
        source.AddTo(command);
        Spoken.SetAction(command, async (parsed, output, cancellationToken) =>
        {
            using var disk = source.Open(parsed);
            var newest = new Queue<string>();
            var keep = parsed.GetValue(last);
            foreach (var (_, lines) in Records(new JournalReader(disk)))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (newest.Count == keep)
                {
                    newest.Dequeue();
                }

                newest.Enqueue(parsed.GetValue(json) ? RecordText.Json(lines.Line) : RecordText.Row(lines.Line));
            }

            if (!parsed.GetValue(json))
            {
                await output.WriteLineAsync(newest.Count == 0 ? "The journal is empty." : RecordText.Header);
            }

            foreach (var line in newest)
            {
                await output.WriteLineAsync(line);
            }

            return 0;
        });
        return command;
    }

    private static Command Verify()
    {
        var source = new Source();
        var json = CommonOptions.Json();
        var certificates = new Option<FileInfo?>("--certificates")
        {
            Description = "Certificates (PEM) of the kiosk and, for countersignatures, of the host's authority, from a place that nobody at the gate can write. Without it those beside the journal are taken.",
            HelpName = "FILE",
        };
        var command = new Command("verify", "Check every record's hash, number and chain, and every checkpoint; exit status 1 when anything is missing or changed.") { certificates, json };
        source.AddTo(command);
        Spoken.SetAction(command, async (parsed, output, _) =>
        {
            using var disk = source.Open(parsed);
            using var keys = Keys(parsed.GetValue(certificates), disk);
            var report = JournalVerifier.Verify(disk);
            var proof = CheckpointVerifier.Verify(disk, keys);
            var verified = Verified.Of(report, proof);
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(JsonSerializer.Serialize(verified, AppJson.Default.Verified));
            }
            else
            {
                foreach (var epoch in report.Epochs)
                {
                    await output.WriteLineAsync($"Epoch {epoch.Epoch}: records {epoch.First} to {epoch.Last}, last hash {epoch.Hash}");
                }

                foreach (var signed in proof.Epochs.Select(ProofText))
                {
                    await output.WriteLineAsync(signed);
                }

                foreach (var problem in verified.Problems)
                {
                    await output.WriteLineAsync(problem);
                }

                await output.WriteLineAsync(verified.Whole
                    ? $"The journal is whole: {report.Records} records, every hash and the chain verified.{Gone(report)}"
                    : $"The journal is NOT whole: {verified.Problems.Count} problem(s) in {report.Records} readable records. Keep the folder as it is and tell whoever answers for the records.");
            }

            return verified.Whole ? 0 : 1;
        });
        return command;
    }

    /// <exception cref="JournalException">The certificates cannot be read.</exception>
    private static ProofKeys Keys(FileInfo? file, FolderDisk disk)
    {
        try
        {
            return ProofKeys.Read(file is null ? new CheckpointFiles(disk).ReadCertificates() : File.ReadAllText(file.FullName));
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new JournalException($"The certificates {(file is null ? $"in {disk.Location}" : file.FullName)} cannot be read: {e.Message} Name others with --certificates.", e);
        }
    }

    private static string ProofText(EpochProof proof) =>
        proof.ProvenAt is { } at
            ? $"Epoch {proof.Epoch}: proven up to record {proof.ProvenTo}, signed {at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC; {proof.Checkpoints} checkpoints, {proof.Countersigned} of them countersigned by the host"
            : $"Epoch {proof.Epoch}: nothing of it is proven by a checkpoint";

    private static string Gone(JournalReport report) =>
        (report.Erased > 0 ? $" {report.Erased} personal values were erased by rule." : "")
        + (report.Removed > 0 ? $" {report.Removed} records were removed by rule once the host held them." : "");

    private static Command Export()
    {
        var source = new Source();
        var to = new Option<FileInfo?>("--out") { Description = "The file to write; it must not exist yet. Without it the lines go to standard output.", HelpName = "FILE" };
        var json = CommonOptions.Json();
        var command = new Command("export", "Copy the records, byte for byte and without personal values, so that others can verify them.") { to, json };
        source.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetResult(json) is { Implicit: false } && result.GetResult(to) is null)
            {
                result.AddError("--json tells about the file that --out names; without it the lines themselves, which are no plain JSON, go to standard output.");
            }
        });
        Spoken.SetAction(command, async (parsed, output, cancellationToken) =>
        {
            using var disk = source.Open(parsed);
            var reader = new JournalReader(disk);
            if (parsed.GetValue(to) is not { } file)
            {
                foreach (var (_, lines) in Records(reader))
                {
                    await output.WriteLineAsync(RecordText.Line(lines.Line).AsMemory(), cancellationToken);
                }

                return 0;
            }

            var count = Copy(reader, file);
            await output.WriteLineAsync(parsed.GetValue(json)
                ? JsonSerializer.Serialize(new Exported(count, file.FullName), AppJson.Default.Exported)
                : $"{count} records are in {file.FullName}.");
            return 0;
        });
        return command;
    }

    private static long Copy(JournalReader reader, FileInfo file)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using var stream = new FileStream(file.FullName, options);
        long count = 0;
        foreach (var (_, lines) in Records(reader))
        {
            stream.Write(lines.Line.Span);
            stream.WriteByte((byte)'\n');
            count++;
        }

        stream.Flush(flushToDisk: true);
        return count;
    }

    private static IEnumerable<(string Epoch, RecordLines Lines)> Records(JournalReader reader) =>
        from epoch in reader.Epochs()
        from lines in reader.Read(epoch, 1)
        select (epoch, lines);

    /// <summary>Which journal: that of a configuration, or a folder.</summary>
    private sealed class Source
    {
        private readonly Option<FileInfo?> _config = new("--config") { Description = "The kiosk's configuration file.", HelpName = "FILE" };
        private readonly Option<DirectoryInfo?> _journal = new("--journal") { Description = "A journal's folder, such as a copy.", HelpName = "DIR" };

        public void AddTo(Command command)
        {
            command.Add(_config);
            command.Add(_journal);
            command.Validators.Add(Validate);
        }

        /// <exception cref="JournalException">There is no journal in the folder.</exception>
        public FolderDisk Open(ParseResult parsed)
        {
            var disk = FolderDisk.OpenReadOnly(
                parsed.GetValue(_journal)?.FullName
                ?? KioskFolders.Journal(CommonOptions.Read(parsed.GetRequiredValue(_config)!)));
            if (new JournalReader(disk).Segments().Count > 0)
            {
                return disk;
            }

            using (disk)
            {
                throw new JournalException($"The folder {disk.Location} holds no segment of a journal: check the path.");
            }
        }

        private void Validate(CommandResult result)
        {
            if ((result.GetResult(_config) is null) == (result.GetResult(_journal) is null))
            {
                result.AddError("Name the journal by --config FILE or by --journal DIR, one of the two.");
            }
        }
    }
}
