namespace Gatehouse.Architecture.Tests.Planted;

/// <summary>Neither sealed nor made to be inherited.</summary>
public class Unsealed;
