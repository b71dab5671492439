namespace Gatehouse.Host.OpenId;

/// <summary>What came of it that somebody was sent to the OpenID provider; pages have words for each.</summary>
internal enum OpenIdOutcome
{
    /// <summary>They are in.</summary>
    In,

    /// <summary>The account is linked to the user who asked for it.</summary>
    Linked,

    /// <summary>The account is linked to no user.</summary>
    Unlinked,

    /// <summary>Too many wrong passwords by the user's name keep everybody out for now.</summary>
    Locked,

    /// <summary>The account is another user's already.</summary>
    Taken,

    /// <summary>The user has another account already.</summary>
    Another,

    /// <summary>Whoever asked for the link is not signed in here any more.</summary>
    Gone,

    /// <summary>The provider does not answer.</summary>
    Away,

    /// <summary>The provider let nobody in, or somebody turned back there.</summary>
    Refused,

    /// <summary>The provider did not show a second factor.</summary>
    Weak,

    /// <summary>The answer is none that was asked for, or cannot be believed.</summary>
    Failed,
}
