namespace Gatehouse.Kiosk.Configuration;

/// <summary>Sees to it that no line of the GPIO chip is wired twice.</summary>
internal sealed class LineUse(string file)
{
    private readonly Dictionary<int, string> _usedBy = [];

    public int Take(int line, string key)
    {
        if (!_usedBy.TryAdd(line, key))
        {
            throw new ConfigurationException($"{file}: line {line} is used twice: by '{_usedBy[line]}' and by '{key}'; each wire needs a line of its own.");
        }

        return line;
    }

    public int? TakeIfAny(int? line, string key) => line is { } number ? Take(number, key) : null;
}
