using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gatehouse.Host.Storage;

/// <summary>
/// Inserts many rows by one prepared statement, in the transaction that is open. Unlike rows that a context tracks, they
/// cost little more than the database itself, and get no generated key back.
/// </summary>
internal static class PreparedInsert
{
    /// <summary>Inserts rows of one table.</summary>
    public static async Task InsertAsync<T>(GatehouseContext context, IReadOnlyCollection<T> rows, CancellationToken cancellationToken)
        where T : class
    {
        if (rows.Count == 0)
        {
            return;
        }

        var type = context.Model.FindEntityType(typeof(T))!;
        var columns = type.GetProperties().Where(p => p.ValueGenerated != ValueGenerated.OnAdd).Select(p => new Column(p)).ToList();
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.Transaction = context.Database.CurrentTransaction!.GetDbTransaction();
#pragma warning disable CA2100 // Names of the model's own tables and columns.
        command.CommandText =
            $"""INSERT INTO "{type.GetTableName()}" ({string.Join(", ", columns.Select(c => $"\"{c.Name}\""))}) VALUES ({string.Join(", ", columns.Select(c => "@" + c.Name))})""";
#pragma warning restore CA2100
        var parameters = columns.ConvertAll(column => Add(command, column));
        await command.PrepareAsync(cancellationToken);
        foreach (var row in rows)
        {
            for (var i = 0; i < columns.Count; i++)
            {
                parameters[i].Value = columns[i].Of(row);
            }

            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static DbParameter Add(DbCommand command, Column column)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = "@" + column.Name;
        command.Parameters.Add(parameter);
        return parameter;
    }

    private sealed class Column(IProperty property)
    {
        private readonly IClrPropertyGetter _getter = property.GetGetter();
        private readonly Func<object?, object?>? _convert = property.GetTypeMapping().Converter?.ConvertToProvider;

        public string Name { get; } = property.GetColumnName();

        public object Of(object row)
        {
            var value = _getter.GetClrValue(row);
            return (value is null || _convert is null ? value : _convert(value)) ?? DBNull.Value;
        }
    }
}
