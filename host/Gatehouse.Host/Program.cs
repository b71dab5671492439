using Gatehouse.Host.Commands;

var terminal = new System.CommandLine.InvocationConfiguration();
return await CommandLine.RunAsync(args, terminal.Output, terminal.Error, TimeProvider.System, CancellationToken.None);
