namespace Gatehouse.Host.Console;

/// <summary>The web console.</summary>
internal static class ConsoleComposition
{
    public static void AddConsole(this IServiceCollection services)
    {
        _ = services;
    }

    public static void MapConsole(this WebApplication application)
    {
        _ = application;
    }
}
