namespace Gatehouse.Hardware.Temperature;

/// <summary>One sample as the instrument gave it, uncorrected.</summary>
/// <param name="Target">What it sees, as if its emissivity were that of the instrument's register.</param>
/// <param name="Ambient">Its own temperature.</param>
/// <param name="TargetWord">The raw word behind <paramref name="Target"/>.</param>
/// <param name="AmbientWord">The raw word behind <paramref name="Ambient"/>.</param>
public readonly record struct ThermometerSample(Celsius Target, Celsius Ambient, ushort TargetWord, ushort AmbientWord);
