namespace Gatehouse.Architecture.Tests.Planted;

/// <summary>An abstract class need not be sealed.</summary>
public abstract class AbstractOne;
