using Gatehouse.Host.Storage;

namespace Gatehouse.Host.Users;

/// <summary>Codes for whoever has lost the phone with the one-time codes; each is good once.</summary>
internal static class RecoveryCodes
{
    private const int Count = 10;
    private const int Words = 4;

    /// <summary>Gives a user new ones; those before are of no use any more.</summary>
    public static IReadOnlyList<string> Renew(UserRow user)
    {
        string[] codes = [.. Enumerable.Range(0, Count).Select(_ => Secret.NewWords(Words))];
        user.RecoveryCodes = string.Join('\n', codes.Select(Secret.Hash));
        return codes;
    }

    /// <summary>Takes one, if it is a user's.</summary>
    public static bool Take(UserRow user, string code)
    {
        var hash = Secret.HashOfTyped(code);
        var left = user.RecoveryCodes.Split('\n').ToList();
        if (!left.Remove(hash))
        {
            return false;
        }

        user.RecoveryCodes = string.Join('\n', left);
        return true;
    }
}
