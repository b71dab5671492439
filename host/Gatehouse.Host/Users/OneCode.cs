using System.ComponentModel.DataAnnotations;

namespace Gatehouse.Host.Users;

/// <summary>A one-time code.</summary>
/// <param name="Code">Six digits.</param>
public sealed record OneCode([StringLength(100)] string Code);
