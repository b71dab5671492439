namespace Gatehouse.Architecture.Tests.Planted;

/// <summary>A class that another inherits need not be sealed.</summary>
public class Inherited;
