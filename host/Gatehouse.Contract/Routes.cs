using System.Globalization;

namespace Gatehouse.Contract;

/// <summary>The host's kiosk port, version 1: HTTPS with mutual TLS 1.3, errors as ProblemDetails.</summary>
public static class Routes
{
    /// <summary>
    /// POST a batch: journal lines of one kiosk and one epoch with consecutive numbers, personal lines before
    /// their records, as <see cref="BatchType"/>, compressed with gzip. GET what the host holds. Both answer <see cref="IngestAnswer"/>.
    /// </summary>
    public const string Records = "/api/v1/kiosks/{kiosk}/epochs/{epoch}/records";

    /// <summary>The media type of a batch.</summary>
    public const string BatchType = "application/x-ndjson";

    /// <summary>The most records a batch may hold.</summary>
    public const int MaxBatchRecords = 500;

    /// <summary>The most bytes a batch may hold once decompressed.</summary>
    public const int MaxBatchBytes = 4 * 1024 * 1024;

    /// <summary>GET the hash of one record that the host holds, as <see cref="HeldRecord"/>; the hash is empty when it holds none of that number.</summary>
    public const string Record = Records + "/{number:long}";

    /// <summary>
    /// POST one <see cref="Checkpoint"/> as a <see cref="SignedLine"/>, as <see cref="BatchType"/>; the answer is a
    /// <see cref="CheckpointAnswer"/>. 409 when it contradicts what the host holds, 422 when its signature is not the
    /// kiosk's or the host does not hold everything up to it.
    /// </summary>
    public const string Checkpoints = "/api/v1/kiosks/{kiosk}/checkpoints";

    /// <summary>GET the <see cref="HostAuthority"/>; anybody may.</summary>
    public const string Authority = "/api/v1/authority";

    /// <summary>
    /// POST a <see cref="PairingRequest"/>, without a client certificate; the answer is an <see cref="IssuedCertificate"/>. 403
    /// when the secret is unknown, used or expired, or another kiosk's; 429 after too many of these.
    /// </summary>
    public const string Pairing = "/api/v1/pairing";

    /// <summary>
    /// POST a <see cref="RenewalRequest"/>, also with a certificate that has expired; the answer is an <see cref="IssuedCertificate"/>.
    /// </summary>
    public const string Certificate = "/api/v1/kiosks/{kiosk}/certificate";

    /// <summary>
    /// GET the roster, as <see cref="RosterUpdate"/>. <c>since</c> in the query is the revision by which the kiosk decides: the
    /// host takes note of it, and of <c>digest</c>, the <see cref="RosterDigest"/> of what it holds. 204 when there is nothing newer.
    /// </summary>
    public const string Roster = "/api/v1/kiosks/{kiosk}/roster";

    /// <summary>
    /// GET the <see cref="PolicyPlan"/>. <c>have</c> in the query is the mark of the plan that the kiosk has, and <c>inForce</c> the
    /// revision by which it decides, of which the host takes note. 204 when there is nothing newer, or the host has no policy.
    /// </summary>
    public const string Policies = "/api/v1/kiosks/{kiosk}/policies";

    /// <summary>
    /// GET what is new as server-sent events, each a <see cref="HostNews"/>: at once, at each change, and every
    /// <see cref="NewsEvery"/> besides, so that a line that broke is noticed.
    /// </summary>
    public const string News = "/api/v1/kiosks/{kiosk}/news";

    /// <summary>The longest silence of <see cref="News"/>.</summary>
    public static readonly TimeSpan NewsEvery = TimeSpan.FromSeconds(10);

    /// <summary>The address of one epoch of one kiosk.</summary>
    public static string RecordsOf(KioskId kiosk, string epoch) => $"/api/v1/kiosks/{kiosk}/epochs/{epoch}/records";

    /// <summary>The address of one record.</summary>
    public static string RecordOf(KioskId kiosk, string epoch, long number) => string.Create(CultureInfo.InvariantCulture, $"{RecordsOf(kiosk, epoch)}/{number}");

    /// <summary>The address of a kiosk's checkpoints.</summary>
    public static string CheckpointsOf(KioskId kiosk) => $"/api/v1/kiosks/{kiosk}/checkpoints";

    /// <summary>The address at which a kiosk's certificate is renewed.</summary>
    public static string CertificateOf(KioskId kiosk) => $"/api/v1/kiosks/{kiosk}/certificate";

    /// <summary>The address of a kiosk's roster.</summary>
    public static string RosterOf(KioskId kiosk, string? since, string? digest = null) =>
        $"/api/v1/kiosks/{kiosk}/roster{(since is null ? "" : $"?since={Uri.EscapeDataString(since)}")}{(since is null || digest is null ? "" : $"&digest={digest}")}";

    /// <summary>The address of a kiosk's policies.</summary>
    public static string PoliciesOf(KioskId kiosk, string? have, string inForce) =>
        $"/api/v1/kiosks/{kiosk}/policies?inForce={Uri.EscapeDataString(inForce)}{(have is null ? "" : $"&have={Uri.EscapeDataString(have)}")}";

    /// <summary>The address of what is new for a kiosk.</summary>
    public static string NewsOf(KioskId kiosk) => $"/api/v1/kiosks/{kiosk}/news";
}
