using System.Text.Json;
using System.Threading.Channels;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;

namespace Gatehouse.Kiosk.App.Running;

/// <summary>What a running kiosk says on standard output: sentences, or JSON lines.</summary>
/// <param name="output">Standard output.</param>
/// <param name="json">Whether lines of JSON.</param>
/// <param name="records">Whether it says of each record that it is durable.</param>
internal sealed class RunWords(TextWriter output, bool json, bool records = false)
{
    private readonly Lock _one = new();

    public void Ready(KioskId kiosk, JournalEntry head, bool simulated, bool isSigned) => Say(
        $"{kiosk} is ready{(simulated ? " on simulated devices" : "")}; its journal stands at record {head.Sequence} of epoch {head.Epoch}{(isSigned ? "" : " and is signed by nobody, since no host gave this kiosk a credential")}. Ctrl-C stops it.",
        JsonSerializer.Serialize(new ReadyEvent("ready", kiosk.ToString(), head.Epoch, head.Sequence, simulated, isSigned), AppJson.Default.ReadyEvent));

    public void Joined(KioskId kiosk, string host, string words) => Say(
        $"{kiosk} has joined {host}: {words}. 'gatehouse-host kiosk list' must show the same four words for it.",
        JsonSerializer.Serialize(new JoinedEvent("joined", kiosk.ToString(), host, words), AppJson.Default.JoinedEvent));

    public void Simulator(string address) => Say(
        $"Walk people through at {address}",
        JsonSerializer.Serialize(new SimulatorEvent("simulator", address), AppJson.Default.SimulatorEvent));

    /// <summary>
    /// Says how far the journal is durable, as often as it grows and the reader of the output keeps up, until cancelled:
    /// the chain makes one record's hash stand for all before it. The journal itself never waits for that reader.
    /// </summary>
    public async Task FollowAsync(SegmentJournal journal, CancellationToken cancellationToken)
    {
        if (!records)
        {
            return;
        }

        var grown = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        void OnGrown(object? sender, EventArgs e) => grown.Writer.TryWrite(true);
        journal.Grown += OnGrown;
        try
        {
            while (true)
            {
                Durable(journal.Head);
                await grown.Reader.ReadAsync(cancellationToken);
            }
        }
        finally
        {
            journal.Grown -= OnGrown;
        }
    }

    private void Durable(JournalEntry head) => Say(
        $"Record {head.Sequence} of epoch {head.Epoch} is durable: {head.Hash}",
        JsonSerializer.Serialize(new DurableEvent("durable", head.Epoch, head.Sequence, head.Hash.ToString()), AppJson.Default.DurableEvent));

    private void Say(string sentence, string line)
    {
        lock (_one)
        {
            output.WriteLine(json ? line : sentence);
            output.Flush();
        }
    }
}
