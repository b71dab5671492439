using MudBlazor;

namespace Gatehouse.Host.Console;

/// <summary>
/// The light palette. The dark one is in console.css as overrides of the same variables, because only a style sheet
/// can follow the system before any script has run.
/// </summary>
internal static class Appearance
{
    private static readonly string[] Fonts = ["system-ui", "-apple-system", "Segoe UI", "Noto Sans SC", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "sans-serif"];

    public static MudTheme Theme { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#1f5f5b",
            PrimaryContrastText = "#ffffff",
            Background = "#f6f7f6",
            Surface = "#ffffff",
            TextPrimary = "#1c2423",
            TextSecondary = "#55615f",
            LinesInputs = "#7d8987",
            LinesDefault = "#dfe4e2",
            ActionDefault = "#55615f",
        },
        Typography = new Typography { Default = new DefaultTypography { FontFamily = Fonts, FontSize = ".9375rem" } },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "10px" },
    };
}
