namespace Gatehouse.Kiosk.Configuration;

/// <summary>A distance sensor.</summary>
public abstract record DistanceWiring;

/// <summary>An HC-SR04 on two lines.</summary>
/// <param name="Trigger">The line that asks.</param>
/// <param name="Echo">The line that answers.</param>
public sealed record HcSr04Wiring(int Trigger, int Echo) : DistanceWiring;

/// <summary>A TF-Luna or TFmini on a serial line.</summary>
/// <param name="Port">The line, such as <c>/dev/ttyAMA4</c>.</param>
public sealed record TfLunaWiring(string Port) : DistanceWiring;
