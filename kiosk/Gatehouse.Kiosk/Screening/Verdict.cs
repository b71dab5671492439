namespace Gatehouse.Kiosk.Screening;

/// <summary>What a reading means. A machine says refer, never fever.</summary>
public enum Verdict
{
    /// <summary>Below the limit.</summary>
    Clear,

    /// <summary>Too near the limit to say: once more.</summary>
    Remeasure,

    /// <summary>Above the limit: a second look by a human with a contact thermometer.</summary>
    Refer,

    /// <summary>No reading that says anything.</summary>
    NotMeasurable,
}
