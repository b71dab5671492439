using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Gatehouse.Host.Storage;

/// <summary>Times as UTC ticks: SQLite cannot put a <see cref="DateTimeOffset"/> in order.</summary>
internal sealed class UtcTicks() : ValueConverter<DateTimeOffset, long>(
    at => at.UtcTicks,
    ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
