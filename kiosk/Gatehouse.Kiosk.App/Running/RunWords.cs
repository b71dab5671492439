using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;

namespace Gatehouse.Kiosk.App.Running;

/// <summary>What a running kiosk says on standard output: sentences, or JSON lines.</summary>
internal sealed class RunWords(TextWriter output, bool json)
{
    private readonly Lock _one = new();

    public void Ready(KioskId kiosk, JournalEntry head, bool simulated, bool isSigned) => Say(
        $"{kiosk} is ready{(simulated ? " on simulated devices" : "")}; its journal stands at record {head.Sequence} of epoch {head.Epoch}{(isSigned ? "" : " and is signed by nobody, since no host gave this kiosk a credential")}. Ctrl-C stops it.",
        JsonSerializer.Serialize(new ReadyEvent("ready", kiosk.ToString(), head.Epoch, head.Sequence, simulated, isSigned), AppJson.Default.ReadyEvent));

    public void Simulator(string address) => Say(
        $"Walk people through at {address}",
        JsonSerializer.Serialize(new SimulatorEvent("simulator", address), AppJson.Default.SimulatorEvent));

    private void Say(string sentence, string line)
    {
        lock (_one)
        {
            output.WriteLine(json ? line : sentence);
            output.Flush();
        }
    }
}
