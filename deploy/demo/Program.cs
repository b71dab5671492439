using Gatehouse.Demo;

return await DemoCommand.Create(TimeProvider.System).Parse(args).InvokeAsync();
