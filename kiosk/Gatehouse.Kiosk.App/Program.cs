using Gatehouse.Kiosk.App.Commands;

return await CommandLine.RunAsync(args, TimeProvider.System);
