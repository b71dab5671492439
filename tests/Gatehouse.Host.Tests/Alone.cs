namespace Gatehouse.Host.Tests;

/// <summary>Tests that look at the process as a whole, and therefore run while no other does.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
