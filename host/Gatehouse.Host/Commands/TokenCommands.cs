using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Gatehouse.Host.Audit;
using Gatehouse.Host.Entries;
using Gatehouse.Host.Identity;
using Gatehouse.Host.Storage;
using Gatehouse.Host.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Commands;

/// <summary><c>gatehouse-host token make|list|revoke</c> and <c>reset-owner</c>; they work whether the host runs or not.</summary>
internal static class TokenCommands
{
    private const int UsualDays = 90;

    public static Command Token(TimeProvider time) => new("token", "Make, list and revoke tokens by which programs use the API.")
    {
        Make(time),
        List(time),
        Revoke(time),
    };

    /// <summary>Whoever may write to the data folder may make an owner: this does it in one step, and says so in the audit log.</summary>
    public static Command ResetOwner(TimeProvider time)
    {
        var data = DataOption.Create(makes: false);
        var database = DatabaseOption.Create();
        var command = new Command("reset-owner", "Make a new setup code, by which an owner is made, or gets in again who has lost password and phone.") { data, database };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            IDbContextFactory<GatehouseContext> contexts = await DatabaseOption.OpenAsync(parsed, data, database, cancellationToken);
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            var code = new SetupCode(DataFolder.OpenExisting(parsed.GetRequiredValue(data)));
            await AuditLog.AddAsync(context, Actor.OnThisMachine, time, new AuditEntry("user.reset-owner", ""), cancellationToken);
            await code.MakeAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(
                $"The setup code stands in {code.File}. Open /setup at the console's address and type it with the owner's name and a new password. It is of use once.");
            return 0;
        });
        return command;
    }

    private static Command Make(TimeProvider time)
    {
        var name = NameArgument();
        var data = DataOption.Create(makes: true);
        var database = DatabaseOption.Create();
        var rights = new Option<string[]>("--right") { Description = $"What it may do; several are allowed: {string.Join(", ", Rights.All)}.", HelpName = "RIGHT", AllowMultipleArgumentsPerToken = true };
        var role = new Option<string?>("--role") { Description = $"All that a role may do: {string.Join(", ", Role.All)}.", HelpName = "ROLE" };
        var days = new Option<int>("--days") { Description = "How many days it is good.", HelpName = "N", DefaultValueFactory = _ => UsualDays };
        days.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= ApiTokens.MostDays))
            {
                result.AddError($"--days is a number from 1 to {ApiTokens.MostDays}, not {text}.");
            }
        });
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var command = new Command("make", "Make a token; it is shown this once.") { name, data, database, rights, role, days, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var token = parsed.GetRequiredValue(name);
            var given = RightsOf(parsed.GetValue(rights) ?? [], parsed.GetValue(role));
            if (!UserName.IsValid(token))
            {
                throw new HostException($"'{token}' is no name for a token: {UserName.Rule}.");
            }

            var tokens = await TokensAsync(DataFolder.Open(parsed.GetRequiredValue(data)), parsed.GetValue(database), time, cancellationToken);
            var (secret, view) = await tokens.MakeAsync(Actor.OnThisMachine, token, given, TimeSpan.FromDays(parsed.GetValue(days)), cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.GetValue(json)
                ? JsonSerializer.Serialize(new { name = view.Name, secret, view.Rights, view.NotAfter }, EntryJson.Options)
                : $"{secret}\n\nThis lets {view.Name} use the API until {Day(view.NotAfter)}: Authorization: Bearer {secret[..8]}… It is a secret, and is not shown again.");
            return 0;
        });
        return command;
    }

    private static string[] RightsOf(string[] rights, string? role)
    {
        if (role is not null && !Role.All.Contains(role))
        {
            throw new HostException($"'{role}' is no role; known are {string.Join(", ", Role.All)}.");
        }

        string[] given = [.. rights, .. role is null ? [] : Role.RightsOf(role)];
        return given.FirstOrDefault(r => !Rights.All.Contains(r)) is { } unknown ? throw new HostException($"'{unknown}' is no right; known are {string.Join(", ", Rights.All)}.")
            : given.Length == 0 ? throw new HostException("A token that may do nothing is of no use: say --right or --role.")
            : given;
    }

    private static Command List(TimeProvider time)
    {
        var data = DataOption.Create(makes: false);
        var database = DatabaseOption.Create();
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var command = new Command("list", "Show the tokens that are good.") { data, database, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var tokens = await (await TokensAsync(DataFolder.OpenExisting(parsed.GetRequiredValue(data)), parsed.GetValue(database), time, cancellationToken)).ListAsync(cancellationToken);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(JsonSerializer.Serialize(new { tokens }, EntryJson.Options));
                return 0;
            }

            foreach (var token in tokens)
            {
                await output.WriteLineAsync($"{token.Name,-UserName.MaxLength}  until {Day(token.NotAfter)}  used {(token.UsedAt is { } used ? Day(used) : "never"),-10}  {string.Join(' ', token.Rights)}");
            }

            await output.WriteLineAsync(tokens.Count == 0 ? "No token yet: 'gatehouse-host token make NAME --role viewer' makes one." : $"{tokens.Count} good.");
            return 0;
        });
        return command;
    }

    private static Command Revoke(TimeProvider time)
    {
        var name = NameArgument();
        var data = DataOption.Create(makes: false);
        var database = DatabaseOption.Create();
        var command = new Command("revoke", "Refuse a token from its next request on.") { name, data, database };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var tokens = await TokensAsync(DataFolder.OpenExisting(parsed.GetRequiredValue(data)), parsed.GetValue(database), time, cancellationToken);
            await tokens.RevokeAsync(Actor.OnThisMachine, parsed.GetRequiredValue(name), cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"Revoked the token {parsed.GetRequiredValue(name)}.");
            return 0;
        });
        return command;
    }

    private static Argument<string> NameArgument() => new("NAME") { Description = $"The token's name: {UserName.Rule}." };

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static async Task<ApiTokens> TokensAsync(DataFolder folder, string? connection, TimeProvider time, CancellationToken cancellationToken)
    {
        var database = new HostDatabase(folder, connection);
        await database.PrepareAsync(cancellationToken);
        return new ApiTokens(database, time);
    }
}
