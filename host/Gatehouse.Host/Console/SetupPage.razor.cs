using Gatehouse.Host.Identity;
using Gatehouse.Host.Users;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Host.Console;

/// <summary>Where the first owner is made, by the code that stands in the host's data folder.</summary>
public sealed partial class SetupPage
{
    private string? _problem;

    /// <summary>What was typed.</summary>
    [SupplyParameterFromForm(FormName = "setup")]
    public SetupForm Entered { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [Inject]
    private UserRegister Users { get; set; } = null!;

    [Inject]
    private SetupCode Setup { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnInitialized() => Entered ??= new SetupForm();

    private async Task MakeAsync()
    {
        _problem = UserName.IsValid(Entered.Name) ? Passwords.Fault(Entered.Password, Entered.Name) : $"A name has {UserName.Rule}.";
        if (_problem is not null)
        {
            return;
        }

        try
        {
            await Users.SetUpAsync(Setup, Entered.Code, Entered.Name, Entered.Password, Http.RequestAborted);
        }
        catch (HostException e)
        {
            _problem = e.Message;
            return;
        }

        Navigation.NavigateTo(PersonHandler.SignInAddress);
    }
}
