using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Gatehouse.Host.Storage;

/// <summary>A column as rows are written into it past the context's tracking.</summary>
internal sealed class StoredColumn(IProperty property)
{
    private readonly IClrPropertyGetter _getter = property.GetGetter();
    private readonly Func<object?, object?>? _convert = property.GetTypeMapping().Converter?.ConvertToProvider;

    public string Name { get; } = property.GetColumnName();

    /// <summary>The engine's own name of its type.</summary>
    public string StoreType { get; } = property.GetRelationalTypeMapping().StoreType;

    /// <summary>The value that the engine is given; null for none.</summary>
    public object? Of(object row)
    {
        var value = _getter.GetClrValue(row);
        return value is null || _convert is null ? value : _convert(value);
    }
}
