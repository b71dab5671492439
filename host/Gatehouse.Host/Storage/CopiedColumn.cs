using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace Gatehouse.Host.Storage;

/// <summary>A column of a binary COPY, whose values are written as what they are: the driver else looks up for each what it is.</summary>
internal abstract class CopiedColumn
{
    private static readonly ConcurrentDictionary<IEntityType, IReadOnlyList<CopiedColumn>> Known = new();

    /// <summary>The column's name.</summary>
    public abstract string Name { get; }

    /// <summary>The columns of a table.</summary>
    public static IReadOnlyList<CopiedColumn> Of(IEntityType table) => Known.GetOrAdd(table, static type => [.. type.GetProperties().Select(Of)]);

    /// <summary>Writes a row's value.</summary>
    public abstract Task WriteAsync(NpgsqlBinaryImporter copy, object row, CancellationToken cancellationToken);

    private static CopiedColumn Of(IProperty property)
    {
        var type = property.GetTypeMapping().Converter?.ProviderClrType ?? property.ClrType;
        return (CopiedColumn)Activator.CreateInstance(typeof(Typed<>).MakeGenericType(Nullable.GetUnderlyingType(type) ?? type), new StoredColumn(property))!;
    }

    private sealed class Typed<T>(StoredColumn column) : CopiedColumn
    {
        public override string Name => column.Name;

        public override Task WriteAsync(NpgsqlBinaryImporter copy, object row, CancellationToken cancellationToken) =>
            column.Of(row) is { } value ? copy.WriteAsync((T)value, column.StoreType, cancellationToken) : copy.WriteNullAsync(cancellationToken);
    }
}
