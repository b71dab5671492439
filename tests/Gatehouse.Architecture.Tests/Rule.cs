namespace Gatehouse.Architecture.Tests;

/// <summary>Fails with every violation in full; a collection's assert would cut them short.</summary>
internal static class Rule
{
    public static void Holds(IEnumerable<string> violations)
    {
        var found = string.Join('\n', violations);
        if (found.Length > 0)
        {
            Assert.Fail("Found:\n" + found);
        }
    }
}
