using Gatehouse.Host.Identity;
using Gatehouse.Host.Users;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Host.Console;

/// <summary>Where somebody sets up one-time codes.</summary>
public sealed partial class CodesPage
{
    private string? _problem;
    private IReadOnlyList<string>? _recovery;

    /// <summary>What was typed.</summary>
    [SupplyParameterFromForm(FormName = "codes")]
    public CodesForm Entered { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [Inject]
    private UserRegister Users { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string Name => Http.User.Identity!.Name!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        if (Entered is not null)
        {
            return;
        }

        Entered = new CodesForm();
        try
        {
            var secret = await Users.BeginCodesAsync(Name, Http.RequestAborted);
            (Entered.Secret, Entered.Link) = (OneTimeCode.Text(secret), OneTimeCode.Link(secret, Name));
        }
        catch (HostException)
        {
            // They are set up: there is nothing to do here.
            Navigation.NavigateTo("/");
        }
    }

    private async Task ConfirmAsync()
    {
        _recovery = await Users.ConfirmCodesAsync(Http.User.Actor(), Name, Entered.Code, Http.RequestAborted);
        _problem = _recovery is null ? "WrongCode" : null;
    }

    /// <summary>In fours, as people read it aloud.</summary>
    private static string Grouped(string secret) => string.Join(' ', secret.Chunk(4).Select(four => new string(four)));
}
