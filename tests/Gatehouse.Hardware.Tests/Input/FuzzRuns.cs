using System.Globalization;

namespace Gatehouse.Hardware.Tests.Input;

/// <summary>How many inputs a fuzz test gives its decoder: GATEHOUSE_FUZZ, or what about two seconds allow.</summary>
internal static class FuzzRuns
{
    public static int Or(int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable("GATEHOUSE_FUZZ"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
            ? asked
            : usual;

    /// <summary>Runs a test with one generator of randomness after the other; a failure names its seed, which gives the same again.</summary>
    public static void Try(int usual, Action<Random> test)
    {
        var runs = Or(usual);
        for (var seed = 0; seed < runs; seed++)
        {
            try
            {
                test(new Random(seed));
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"The input of seed {seed} fails: {e.Message}", e);
            }
        }
    }
}
