using System.Text.Json;
using Gatehouse.Kiosk.Maintenance;

namespace Gatehouse.Kiosk.App.Maintenance;

/// <summary>A dialog in lines of JSON, with whoever is at the other end of a connection.</summary>
internal sealed class LineDialog(TextReader from, TextWriter to) : MaintenanceDialog
{
    private const string HowToAnswer = "An answer is one line such as {\"answer\":\"33.02\"}: give the command again.";

    public override async Task TellAsync(MaintenanceMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await to.WriteLineAsync(JsonSerializer.Serialize(message, MaintenanceJson.Default.MaintenanceMessage).AsMemory(), cancellationToken);
            await to.FlushAsync(cancellationToken);
        }
        catch (IOException)
        {
            throw new ConnectionLostException();
        }
    }

    public override async Task<string> AskAsync(MaintenanceMessage question, CancellationToken cancellationToken)
    {
        await TellAsync(question, cancellationToken);
        try
        {
            var line = await from.ReadLineAsync(cancellationToken) ?? throw new ConnectionLostException();
            return JsonSerializer.Deserialize(line, MaintenanceJson.Default.MaintenanceAnswer)?.Answer ?? throw new MaintenanceException(HowToAnswer);
        }
        catch (JsonException)
        {
            throw new MaintenanceException(HowToAnswer);
        }
        catch (IOException)
        {
            throw new ConnectionLostException();
        }
    }
}
