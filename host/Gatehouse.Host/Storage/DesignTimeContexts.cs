using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Gatehouse.Host.Storage;

/// <summary>Lets <c>dotnet ef migrations add</c> build the model without starting the host.</summary>
internal sealed class DesignTimeContexts : IDesignTimeDbContextFactory<GatehouseContext>
{
    public GatehouseContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<GatehouseContext>().UseSqlite("Data Source=:memory:").Options);
}
