namespace Gatehouse.Host.Exports;

/// <summary>An export as shown.</summary>
/// <param name="Id">Its name.</param>
/// <param name="State"><c>queued</c>, <c>running</c>, <c>done</c> or <c>failed</c>.</param>
/// <param name="Format">Its form.</param>
/// <param name="Query">Which entries.</param>
/// <param name="MadeBy">Who asked for it.</param>
/// <param name="MadeAt">When, UTC.</param>
/// <param name="Rows">Rows so far.</param>
/// <param name="Bytes">Bytes of the file; 0 until it is done.</param>
/// <param name="EndedAt">When it was done or failed, UTC; null until then.</param>
public sealed record ExportView(string Id, string State, string Format, string Query, string MadeBy, DateTimeOffset MadeAt, long Rows, long Bytes, DateTimeOffset? EndedAt);
