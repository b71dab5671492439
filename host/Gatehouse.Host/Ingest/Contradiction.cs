using Gatehouse.Host.Alarms;
using Gatehouse.Host.Storage;

namespace Gatehouse.Host.Ingest;

/// <summary>A record of a batch that the held history contradicts.</summary>
/// <param name="Sequence">Its number.</param>
/// <param name="Held">The hash that is held at the place.</param>
/// <param name="Offered">The hash that the batch has there.</param>
/// <param name="Detail">What the kiosk is told.</param>
internal sealed record Contradiction(long Sequence, string Held, string Offered, string Detail)
{
    private const string WhatToDo =
        "Either an older copy of the kiosk's journal was put back, or two journals write under its name: keep both for whoever looks into it. A kiosk that finds it out by itself begins a new epoch; one that does not is stopped, its folder journal moved out of its state folder, and started again: it begins a new one.";

    /// <summary>Another record under a number that is held.</summary>
    public static Contradiction Same(long sequence, string held, string offered) =>
        new(sequence, held, offered, $"Record {sequence} is held with another hash. The held one stays; an alarm was raised. {WhatToDo}");

    /// <summary>The alarm that it is.</summary>
    public AlarmRow Alarm(EpochRow epoch, DateTimeOffset now) =>
        new() { SiteId = epoch.SiteId, EpochId = epoch.Id, Kind = AlarmKind.Contradiction, Sequence = Sequence, Held = Held, Offered = Offered, FirstAt = now };

    /// <summary>A neighbour that does not follow, or is not followed by, what is held.</summary>
    public static Contradiction Joint(long sequence, string held, string offered) =>
        new(sequence, held, offered, $"Record {sequence} does not fit the chain that is held beside it. What is held stays; an alarm was raised. {WhatToDo}");
}
