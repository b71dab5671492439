namespace Gatehouse.Hardware.Distance;

/// <summary>What one frame of a TF-Luna or TFmini says.</summary>
/// <param name="Centimetres">The distance, as sent.</param>
/// <param name="Amplitude">The strength of the light that came back.</param>
public readonly record struct TfFrame(int Centimetres, int Amplitude)
{
    private const int Weakest = 100;
    private const int Blinded = 0xFFFF;
    private const int Farthest = 1200;

    /// <summary>
    /// False when the distance means nothing, by the TF-Luna's manual: too little light came back, or too much. The TFmini
    /// models then send distances beyond their 12 m as well.
    /// </summary>
    public bool IsReliable => Amplitude is >= Weakest and < Blinded && Centimetres <= Farthest;
}
