using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.Internal;
using Npgsql.EntityFrameworkCore.PostgreSQL.Migrations;

namespace Gatehouse.Host.Storage;

/// <summary>Makes the tables of what is received as ones that are kept apart by month, which Entity Framework has no word for.</summary>
#pragma warning disable EF1001 // The provider's options are handed on as they come.
internal sealed class MonthlySqlGenerator(MigrationsSqlGeneratorDependencies dependencies, INpgsqlSingletonOptions options)
    : NpgsqlMigrationsSqlGenerator(dependencies, options)
#pragma warning restore EF1001
{
    /// <summary>The tables.</summary>
    public static IReadOnlyList<string> Tables { get; } = ["record", "personal", "entry"];

    protected override void Generate(CreateTableOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true)
    {
        if (!Tables.Contains(operation.Name))
        {
            base.Generate(operation, model, builder, terminate);
            return;
        }

        base.Generate(operation, model, builder, terminate: false);
        builder.AppendLine(" PARTITION BY RANGE (month);");
        EndStatement(builder);
    }
}
