using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Kiosk.Tests;

/// <summary>What a part of the kiosk tells the installer.</summary>
internal sealed class LogLines<TOf> : ILogger<TOf>
{
    private readonly ConcurrentQueue<string> _warnings = new();

    public IReadOnlyList<string> Warnings => [.. _warnings];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel >= LogLevel.Warning)
        {
            _warnings.Enqueue(formatter(state, exception));
        }
    }
}
