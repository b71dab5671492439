using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Host.Identity;
using Konscious.Security.Cryptography;

namespace Gatehouse.Host.Users;

/// <summary>Passwords, kept as Argon2id in the usual text form: <c>$argon2id$v=19$m=KIB,t=ROUNDS,p=LANES$SALT$HASH</c>.</summary>
internal sealed class Passwords : IDisposable
{
    /// <summary>The shortest, in characters.</summary>
    public const int MinLength = 12;

    /// <summary>The longest, in characters.</summary>
    public const int MaxLength = 256;

    // 19 MiB, two rounds, one lane: the least that OWASP's password storage cheat sheet advises for Argon2id.
    private const int Memory = 19 * 1024;
    private const int Rounds = 2;
    private const int Lanes = 1;
    private const int SaltLength = 16;
    private const int HashLength = 32;

    // Each computation takes the memory above: more at once would let strangers take the host's.
    private readonly SemaphoreSlim _atOnce = new(2);

    /// <summary>Whose hash is compared where there is no such user, so that both take the same time.</summary>
    private readonly Lazy<Task<string>> _nobodys;

    public Passwords() => _nobodys = new Lazy<Task<string>>(() => HashAsync("nobody has this password", CancellationToken.None));

    public void Dispose() => _atOnce.Dispose();

    /// <summary>What is wrong with a password that somebody chose; null where nothing is.</summary>
    public static string? Fault(string password, string user) =>
        password.Length < MinLength ? $"A password has at least {MinLength} characters; several words are easy to keep in mind."
        : password.Length > MaxLength ? $"A password has at most {MaxLength} characters."
        : password.Contains(user, StringComparison.OrdinalIgnoreCase) ? "A password does not hold the user's name."
        : password.Distinct().Count() < 5 ? "This password repeats itself; several words are easy to keep in mind."
        : null;

    /// <summary>Refuses a password that somebody chose and should not.</summary>
    /// <exception cref="HostException">It is too short, too long or too plain; the message says which.</exception>
    public static void Check(string password, string user)
    {
        if (Fault(password, user) is { } fault)
        {
            throw new HostException(fault);
        }
    }

    /// <summary>The text that is kept.</summary>
    public async Task<string> HashAsync(string password, CancellationToken cancellationToken)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltLength);
        var hash = await ComputeAsync(password, salt, Memory, Rounds, Lanes, cancellationToken);
        return string.Create(CultureInfo.InvariantCulture, $"$argon2id$v=19$m={Memory},t={Rounds},p={Lanes}${Text(salt)}${Text(hash)}");
    }

    /// <summary>Whether a password is the one of a text that was kept; it takes as long where there is none.</summary>
    public async Task<bool> IsAsync(string password, string? kept, CancellationToken cancellationToken)
    {
        var parts = (kept ?? await _nobodys.Value).Split('$');
        var numbers = parts[3].Split(',').Select(p => int.Parse(p[2..], CultureInfo.InvariantCulture)).ToArray();
        var hash = await ComputeAsync(password, Bytes(parts[4]), numbers[0], numbers[1], numbers[2], cancellationToken);
        return CryptographicOperations.FixedTimeEquals(hash, Bytes(parts[5])) && kept is not null;
    }

    private async Task<byte[]> ComputeAsync(string password, byte[] salt, int memory, int rounds, int lanes, CancellationToken cancellationToken)
    {
        await _atOnce.WaitAsync(cancellationToken);
        try
        {
            // The same text may be typed as different code points.
            using var argon = new Argon2id(Encoding.UTF8.GetBytes(password.Normalize(NormalizationForm.FormKC)))
            {
                Salt = salt,
                MemorySize = memory,
                Iterations = rounds,
                DegreeOfParallelism = lanes,
            };
            return await argon.GetBytesAsync(HashLength);
        }
        finally
        {
            _atOnce.Release();
        }
    }

    private static string Text(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=');

    private static byte[] Bytes(string text) => Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='));
}
