namespace Gatehouse.Hardware.Kernel;

/// <summary>The kernel's error numbers that mean something here: include/uapi/asm-generic/errno-base.h and errno.h.</summary>
internal static class Errno
{
    public const int NotPermitted = 1;
    public const int NoEntry = 2;
    public const int Interrupted = 4;
    public const int InputOutput = 5;
    public const int NoSuchAddress = 6;
    public const int TryAgain = 11;
    public const int AccessDenied = 13;
    public const int Busy = 16;
    public const int NoDevice = 19;
    public const int InvalidArgument = 22;
    public const int NotTypewriter = 25;
    public const int TimedOut = 110;
    public const int RemoteIo = 121;
}
