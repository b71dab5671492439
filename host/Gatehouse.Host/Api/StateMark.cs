using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Host.Api;

/// <summary>
/// The mark of how a thing is, its ETag. Whoever changes a thing may say by <c>If-Match</c> as what they saw it, and is refused where
/// it is another by then; that is looked at in the transaction that changes it.
/// </summary>
internal static class StateMark
{
    /// <summary>The header that says as what somebody saw a thing.</summary>
    public const string Header = "If-Match";

    /// <summary>The longest value of it, in characters.</summary>
    public const int MaxLength = 40;

    // However it is.
    private const string Any = "*";
    private const int Digits = 24;

    /// <summary>The mark of a state.</summary>
    /// <param name="state">All of the thing that somebody can change, as text.</param>
    public static string Of(string state) => $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(state)))[..Digits]}\"";

    /// <summary>Fails where somebody said as what they saw a thing, and it is another.</summary>
    /// <param name="match">What they said; null where they said nothing.</param>
    /// <param name="state">How it is, in the transaction that is to change it; null where it is not there.</param>
    /// <exception cref="ChangedSinceException">It is another, or gone.</exception>
    public static void Check(string? match, string? state)
    {
        if (match is not null && (state is null || (match != Any && match != Of(state))))
        {
            throw new ChangedSinceException();
        }
    }
}
