using System.Text;
using Gatehouse.Host.Identity;
using Gatehouse.Host.Storage;

namespace Gatehouse.Host.Users;

/// <summary>
/// The code by which the first owner is made, and by which an owner gets in again who has lost everything: in a file of the
/// data folder, which only the host's own user and root read.
/// </summary>
internal sealed class SetupCode(DataFolder folder)
{
    private const int Words = 5;

    /// <summary>The file.</summary>
    public string File { get; } = Path.Combine(folder.Root, "setup-code");

    /// <summary>Whether there is one.</summary>
    public bool Exists => System.IO.File.Exists(File);

    /// <summary>Makes a code, in the place of one that was there.</summary>
    public Task MakeAsync(CancellationToken cancellationToken) =>
        SecretFile.WriteAsync(File, Encoding.ASCII.GetBytes(Secret.NewWords(Words) + "\n"), cancellationToken);

    /// <summary>Takes the code away, which is of use once, if this is it.</summary>
    public async Task<bool> TakeAsync(string code, CancellationToken cancellationToken)
    {
        if (!Exists || Secret.HashOfTyped(code) != Secret.HashOfTyped(await System.IO.File.ReadAllTextAsync(File, cancellationToken)))
        {
            return false;
        }

        try
        {
            System.IO.File.Move(File, Taken, overwrite: true);
            return true;
        }
        catch (FileNotFoundException)
        {
            // Somebody else took it in this moment.
            return false;
        }
    }

    /// <summary>Puts back a code with which nothing could be done.</summary>
    public void PutBack() => System.IO.File.Move(Taken, File, overwrite: true);

    /// <summary>Forgets a code that was taken.</summary>
    public void Forget() => System.IO.File.Delete(Taken);

    private string Taken => File + ".taken";
}
