using Microsoft.AspNetCore.Components;

namespace Gatehouse.Host.Console;

/// <summary>Loads the page anew where somebody may not see it any more, so that the host says where to go.</summary>
public sealed class LeavePage(NavigationManager navigation) : ComponentBase
{
    /// <inheritdoc/>
    protected override void OnInitialized() => navigation.NavigateTo(navigation.Uri, forceLoad: true);
}
