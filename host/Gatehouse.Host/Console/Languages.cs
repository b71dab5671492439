namespace Gatehouse.Host.Console;

/// <summary>The languages that the console speaks.</summary>
internal static class Languages
{
    public const string Cookie = "gatehouse-language";
    public const string English = "en";
    public const string Chinese = "zh-Hans";

    public static IReadOnlyList<string> All { get; } = [English, Chinese];
}
