namespace Gatehouse.Demo;

/// <summary>The demo cannot go on. The message says why and what to do.</summary>
public sealed class DemoException(string message) : Exception(message);
