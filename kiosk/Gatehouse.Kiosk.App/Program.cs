using Gatehouse.Kiosk.App.Commands;

return await KioskCommands.Root(TimeProvider.System).Parse(args).InvokeAsync();
