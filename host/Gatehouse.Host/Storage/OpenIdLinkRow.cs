namespace Gatehouse.Host.Storage;

/// <summary>An account at an OpenID provider by which a user signs in. Nothing but issuer and subject says whose it is.</summary>
internal sealed class OpenIdLinkRow
{
    /// <summary>The provider, as its tokens name it.</summary>
    public required string Issuer { get; set; }

    /// <summary>The account, as the provider names it and never names another one.</summary>
    public required string Subject { get; set; }

    /// <summary>The user; each has one account at most.</summary>
    public required string User { get; set; }

    /// <summary>What the provider called the account when it was linked: for people to read, and nothing is found by it.</summary>
    public required string Name { get; set; }

    public DateTimeOffset MadeAt { get; set; }
}
