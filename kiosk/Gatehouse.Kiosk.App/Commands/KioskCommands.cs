using System.CommandLine;

namespace Gatehouse.Kiosk.App.Commands;

/// <summary>The command line, also for whoever has streams and a clock of their own.</summary>
public static class KioskCommands
{
    /// <summary>All commands.</summary>
    /// <param name="streams">Where answers are read, and bytes spoken.</param>
    /// <param name="time">The real time.</param>
    public static RootCommand Root(StandardStreams streams, TimeProvider time) => new("Gatehouse kiosk: screens and admits people at one lane.")
    {
        RunCommand.Create(time),
        JournalCommand.Create(),
        PairCommand.Create(streams, time),
        InstallCommand.Create(),
        CommissionCommand.Create(time),
        new MaintenanceCommands(streams, time).Calibrate(),
        new MaintenanceCommands(streams, time).Check(),
        new MaintenanceCommands(streams, time).Sweep(),
        CalibrationsCommand.Create(streams, time),
        ReplayCommand.Replay(),
        ReplayCommand.LookBack(),
        BudgetCommand.Create(),
        ReaderKeyCommand.Create(time),
        WiringCommand.Create(),
        SelfTestCommand.Create(streams, time),
        WatchCommand.Create(time),
        RelayGuardCommand.Create(streams, time),
#if SIMULATION
        Simulation.SimulatedLineCommand.Create(streams, time),
#endif
    };
}
