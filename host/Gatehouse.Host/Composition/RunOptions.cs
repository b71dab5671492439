using Gatehouse.Host.OpenId;

namespace Gatehouse.Host.Composition;

/// <summary>How the host runs.</summary>
public sealed record RunOptions
{
    /// <summary>The kiosks' usual port.</summary>
    public const int DefaultKioskPort = 7443;

    /// <summary>The console's usual port.</summary>
    public const int DefaultConsolePort = 7080;

    /// <summary>After how many minutes an alarm usually becomes graver.</summary>
    public const int DefaultEscalateMinutes = 15;

    /// <summary>Room for a day of a large site.</summary>
    public const int DefaultDiskReserveMegabytes = 256;

    /// <summary>The folder with everything the host keeps.</summary>
    public required string Data { get; init; }

    /// <summary>The connection string of a PostgreSQL that holds the data; null for a file in the folder.</summary>
    public string? Database { get; init; }

    /// <summary>Port for kiosks on every address; 0 for any that is free.</summary>
    public int KioskPort { get; init; } = DefaultKioskPort;

    /// <summary>Port for the console on 127.0.0.1; 0 for any that is free.</summary>
    public int ConsolePort { get; init; } = DefaultConsolePort;

    /// <summary>After what time an alarm that nobody has acknowledged becomes graver.</summary>
    public TimeSpan EscalateAfter { get; init; } = TimeSpan.FromMinutes(DefaultEscalateMinutes);

    /// <summary>The name under which a web server on this machine, with TLS, hands people's requests on; null where none does.</summary>
    public string? ConsoleName { get; init; }

    /// <summary>By whose accounts people may sign in, too; null where by passwords alone.</summary>
    public OpenIdSettings? OpenId { get; init; }

    /// <summary>The host is not ready where less is free on the disk of its folder.</summary>
    public int DiskReserveMegabytes { get; init; } = DefaultDiskReserveMegabytes;

    /// <summary>Whether each line of the log is JSON.</summary>
    public bool LogsJson { get; init; }

    /// <summary>Whether records of simulated devices are refused.</summary>
    public bool Production { get; init; }

    /// <summary>Whether owners and admins may do without one-time codes; for tries on one machine.</summary>
    public bool CodesOptional { get; init; }

    /// <summary>After how many days since their receipt measured values are erased; null where only the kiosks' policies say.</summary>
    public int? ValueDays { get; init; }

    /// <summary>After how many days since their receipt names are erased; null where only the kiosks' policies say.</summary>
    public int? NameDays { get; init; }
}
