namespace Gatehouse.Hardware.Gate;

/// <summary>The lines of a gate's contacts; each is closed to ground when all is well.</summary>
/// <param name="FireLoop">The copy of the fire loop.</param>
/// <param name="Housing">The cabinet's contact.</param>
/// <param name="Mains">The supply's mains contact; null where none is wired.</param>
/// <param name="ExitButton">The exit button, normally closed, so that a cut wire frees the way; null where none is wired.</param>
/// <param name="Ready">The turnstile's ready contact; null where none is wired.</param>
/// <param name="OtherDoor">The contact of the other door of an interlock; null where there is none.</param>
public readonly record struct ContactLines(int FireLoop, int Housing, int? Mains = null, int? ExitButton = null, int? Ready = null, int? OtherDoor = null);
