using Gatehouse.Host.Identity;
using Gatehouse.Host.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Protection;

/// <summary>Data protection whose keys are in the database, sealed by the key in the identity folder.</summary>
internal static class ProtectionComposition
{
    /// <summary>Reads the key that seals, and makes it where nothing is sealed yet.</summary>
    /// <exception cref="HostException">It is not the one by which the stored keys were sealed.</exception>
    public static async Task<Seal> OpenSealAsync(HostIdentity identity, IDbContextFactory<GatehouseContext> contexts, CancellationToken cancellationToken)
    {
        var stored = new StoredKeys(contexts).GetAllElements();
        var seal = new Seal(await identity.SealAsync(mayMake: stored.Count == 0, cancellationToken));
        return stored.All(seal.IsOf) ? seal : throw identity.WrongSeal();
    }

    /// <summary>Adds it.</summary>
    public static void AddProtection(this IServiceCollection services, Seal seal)
    {
        services.AddSingleton(seal).AddSingleton<StoredKeys>();
        services.AddDataProtection().SetApplicationName("gatehouse-host");
        services.AddOptions<KeyManagementOptions>().Configure<StoredKeys>((options, keys) => (options.XmlRepository, options.XmlEncryptor) = (keys, seal));
    }
}
