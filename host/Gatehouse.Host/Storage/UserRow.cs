namespace Gatehouse.Host.Storage;

/// <summary>Somebody who signs in. Users are the host's; what they may do is said by site.</summary>
internal sealed class UserRow
{
    /// <summary>The name that is typed, lower case.</summary>
    public required string Name { get; set; }

    /// <summary>The password as <see cref="Users.Passwords"/> keeps it.</summary>
    public required string Password { get; set; }

    /// <summary>The secret of the one-time codes; null where there are none.</summary>
    public byte[]? CodeSecret { get; set; }

    /// <summary>Whether a code of that secret was shown once, so that it is known to be in somebody's phone.</summary>
    public bool CodeConfirmed { get; set; }

    /// <summary>The last code's step, so that none is used twice.</summary>
    public long? CodeStep { get; set; }

    /// <summary>Hashes of the recovery codes that are left, one a line.</summary>
    public string RecoveryCodes { get; set; } = "";

    /// <summary>Wrong passwords and codes since the last right one.</summary>
    public int Failures { get; set; }

    /// <summary>Until when nobody gets in by this name; null for no longer.</summary>
    public DateTimeOffset? LockedUntil { get; set; }

    /// <summary>When somebody took the user away; null where nobody did.</summary>
    public DateTimeOffset? RemovedAt { get; set; }

    public DateTimeOffset MadeAt { get; set; }
}
