namespace Gatehouse.Kiosk.App.SelfTest;

/// <summary>What a self-test came to.</summary>
/// <param name="Kiosk">The kiosk.</param>
/// <param name="At">When it began, UTC.</param>
/// <param name="Passed">True when nothing failed.</param>
/// <param name="Steps">The steps in their order.</param>
internal sealed record SelfTestReport(string Kiosk, DateTimeOffset At, bool Passed, IReadOnlyList<SelfTestStep> Steps);

/// <summary>One step of a self-test.</summary>
/// <param name="Device">The device.</param>
/// <param name="Result"><c>ok</c>, <c>failed</c>, or <c>skipped</c> where a person is needed and none is there.</param>
/// <param name="Detail">What was seen, or what to check.</param>
internal sealed record SelfTestStep(string Device, string Result, string Detail)
{
    public const string Good = "ok";
    public const string Bad = "failed";
    public const string Left = "skipped";

    public static SelfTestStep Ok(string device, string detail) => new(device, Good, detail);

    public static SelfTestStep Failed(string device, string detail) => new(device, Bad, detail);

    public static SelfTestStep Skipped(string device, string detail) => new(device, Left, detail);
}
