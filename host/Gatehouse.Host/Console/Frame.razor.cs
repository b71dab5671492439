using System.Globalization;
using Microsoft.AspNetCore.Components.Routing;
using MudBlazor;

namespace Gatehouse.Host.Console;

/// <summary>What stands around every page.</summary>
public sealed partial class Frame
{
    private static readonly (string Theme, string Icon)[] Themes =
    [
        (Preferences.System, Icons.Material.Outlined.BrightnessAuto),
        (Preferences.Light, Icons.Material.Outlined.LightMode),
        (Preferences.Dark, Icons.Material.Outlined.DarkMode),
    ];

    private static string OtherLanguage => CultureInfo.CurrentUICulture.Name == Languages.Chinese ? Languages.English : Languages.Chinese;

    private string Here => new Uri(Navigation.Uri).PathAndQuery;

    /// <inheritdoc/>
    public void Dispose() => Navigation.LocationChanged -= Moved;

    /// <inheritdoc/>
    protected override void OnInitialized() => Navigation.LocationChanged += Moved;

    private void Moved(object? sender, LocationChangedEventArgs e) => StateHasChanged();

    private string Keep(string what, string value) => $"/preferences?{what}={value}&back={Uri.EscapeDataString(Here)}";
}
