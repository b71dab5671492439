namespace Gatehouse.Host.OpenId;

/// <summary>By what an OpenID provider has to show that it asked for a second factor; what is given here must hold, each of both.</summary>
/// <param name="Acr">The token's <c>acr</c> is one of these; the provider is asked for them.</param>
/// <param name="Amr">The token's <c>amr</c> holds one of these, such as <c>mfa</c>.</param>
public sealed record OpenIdFactor(IReadOnlyList<string>? Acr = null, IReadOnlyList<string>? Amr = null);
