namespace Gatehouse.Host.Console;

/// <summary>Names the resources with the console's words: <c>Words.resx</c> and <c>Words.zh-Hans.resx</c>.</summary>
internal sealed class Words;
