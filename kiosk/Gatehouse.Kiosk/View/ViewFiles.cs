namespace Gatehouse.Kiosk.View;

/// <summary>The files of a local log. What is written to one is durable after <see cref="MakeDurable"/> only; that one is there, or gone, at once.</summary>
public abstract class ViewFiles
{
    /// <summary>Opens a file for reading and writing, making it if need be.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public abstract Stream Open(ViewFile file);

    /// <summary>Makes what was written to an open file durable.</summary>
    /// <exception cref="IOException">The disk refuses: what of it is durable is not known.</exception>
    public abstract void MakeDurable(Stream file);

    /// <summary>Takes a file away, if it is there.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public abstract void Delete(ViewFile file);
}
