using Gatehouse.Demo;

return await DemoCommand.RunAsync(args, TimeProvider.System);
