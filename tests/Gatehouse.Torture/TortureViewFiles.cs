using Gatehouse.Kiosk.View;

namespace Gatehouse.Torture;

/// <summary>The files of a local log on a <see cref="TortureDisk"/>.</summary>
internal sealed class TortureViewFiles(TortureDisk disk) : ViewFiles
{
    public override Stream Open(ViewFile file) => disk.OpenAnywhere(file.ToString());

    public override void MakeDurable(Stream file) => ((TortureStream)file).MakeDurable();

    public override void Delete(ViewFile file) => disk.Delete(file.ToString());
}
