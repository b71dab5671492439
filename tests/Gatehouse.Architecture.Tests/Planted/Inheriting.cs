namespace Gatehouse.Architecture.Tests.Planted;

/// <summary>The reason why <see cref="Inherited"/> is open.</summary>
public sealed class Inheriting : Inherited;
