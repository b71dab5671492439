namespace Gatehouse.Kiosk.App.Commands;

/// <summary>The process's own streams, for the few commands that read answers or speak bytes.</summary>
/// <param name="Input">Opens standard input.</param>
/// <param name="Output">Opens standard output.</param>
/// <param name="IsTerminal">Whether a person sees standard output on a terminal.</param>
public sealed record StandardStreams(Func<Stream> Input, Func<Stream> Output, bool IsTerminal);
