using Gatehouse.Kiosk.App.Commands;

#pragma warning disable RS0030 // Here every command is given what it reads and writes.
return await CommandLine.RunAsync(args, new StandardStreams(Console.OpenStandardInput, Console.OpenStandardOutput, !Console.IsOutputRedirected), TimeProvider.System);
