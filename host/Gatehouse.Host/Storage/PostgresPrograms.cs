using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Gatehouse.Host.Identity;
using Npgsql;

namespace Gatehouse.Host.Storage;

/// <summary>PostgreSQL's own programs for backups, which must be as new as the server.</summary>
/// <param name="connection">How the server is reached.</param>
internal sealed class PostgresPrograms(string connection)
{
    private const string Distribution = "/usr/lib/postgresql";

    /// <summary>Writes one unchanging view of the database into a file.</summary>
    public Task DumpAsync(string file, CancellationToken cancellationToken) =>
        RunAsync("pg_dump", ["--format=custom", "--no-owner", "--no-privileges", "--exclude-table-data=lease", "--file", file], cancellationToken);

    /// <summary>Puts a file into the database, whole or not at all; what tables there are of it are made anew.</summary>
    public Task RestoreAsync(string file, CancellationToken cancellationToken) =>
        RunAsync("pg_restore", ["--no-owner", "--no-privileges", "--clean", "--if-exists", "--single-transaction", "--exit-on-error", "--dbname", new NpgsqlConnectionStringBuilder(connection).Database!, file], cancellationToken);

    private async Task RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Find(program), arguments) { RedirectStandardError = true };
        Tell(start.Environment);
        try
        {
            using var process = Process.Start(start)!;
            var trouble = await process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            if (process.ExitCode != 0)
            {
                throw new HostException($"{program} did not go well: {trouble.Split('\n')[0].TrimEnd('.')}. It must reach the PostgreSQL of --database and be as new as it.");
            }
        }
        catch (Win32Exception e)
        {
            throw new HostException($"{program} is not on this machine: install the distribution's postgresql-client, or use it where it is, with --format=custom, and keep the folder identity/ beside what it writes.", e);
        }
    }

    /// <summary>In the path, else the newest of the distribution's.</summary>
    private static string Find(string program) =>
        Directory.Exists(Distribution) && !(Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)))
            ? Directory.EnumerateDirectories(Distribution).Select(version => Path.Combine(version, "bin", program)).Where(File.Exists).Order(StringComparer.Ordinal).LastOrDefault() ?? program
            : program;

    /// <summary>By the environment, where other users of the machine see no password.</summary>
    private void Tell(IDictionary<string, string?> environment)
    {
        var text = new NpgsqlConnectionStringBuilder(connection);
        (string Name, string? Value)[] said =
        [
            ("PGHOST", text.Host),
            ("PGPORT", text.Port.ToString(CultureInfo.InvariantCulture)),
            ("PGUSER", text.Username),
            ("PGPASSWORD", text.Password),
            ("PGPASSFILE", text.Passfile),
            ("PGDATABASE", text.Database),
            ("PGSSLMODE", Word(text.SslMode)),
            ("PGSSLROOTCERT", text.RootCertificate),
        ];
        foreach (var (name, value) in said.Where(s => !string.IsNullOrEmpty(s.Value)))
        {
            environment[name] = value;
        }
    }

    private static string Word(SslMode mode) => mode switch
    {
        SslMode.Disable => "disable",
        SslMode.Allow => "allow",
        SslMode.Require => "require",
        SslMode.VerifyCA => "verify-ca",
        SslMode.VerifyFull => "verify-full",
        _ => "prefer",
    };
}
