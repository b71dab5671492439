using System.CommandLine;
using System.Text.Json;
using Gatehouse.Demo;
using Gatehouse.Evaluation;
using Gatehouse.Evaluation.Figures;

string[] standard = ["T_FHCC", "T_FH_Max", "canthiMax", "T_Max"];
var web = new JsonSerializerOptions(JsonSerializerDefaults.Web);

var files = new Argument<FileInfo[]>("FILE") { Description = "Files in the data set's form.", Arity = ArgumentArity.OneOrMore };
var fit = new Option<FileInfo?>("--fit") { Description = "The file on which parameters are chosen; the first FILE by default.", HelpName = "FILE" };
var columns = new Option<string[]>("--column") { Description = "A measure without its round; four of them by default.", HelpName = "NAME" };
var seed = new Option<int>("--seed") { Description = "From which thermometers are drawn; the same one repeats exactly.", DefaultValueFactory = _ => 1, HelpName = "N" };
var json = new Option<bool>("--json") { Description = "One JSON object for each column and policy." };
var root = new RootCommand("Sends the subjects of a data set through a simulated gate and says what each policy finds.") { files, fit, columns, seed, json };
root.SetAction(RunAsync);
return await root.Parse(args).InvokeAsync();

async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
{
    var output = parsed.InvocationConfiguration.Output;
    var asked = parsed.GetValue(files)!;
    var fitFile = parsed.GetValue(fit) ?? asked[0];
    var evaluation = new Evaluation(fitFile, parsed.GetValue(seed));
    try
    {
        foreach (var file in asked)
        {
            foreach (var column in parsed.GetValue(columns) is { Length: > 0 } some ? some : standard)
            {
                var rows = await evaluation.OfAsync(file, column, cancellationToken);
                var lines = parsed.GetValue(json) ? rows.Select(row => JsonSerializer.Serialize(row, web)) : EvaluationTable.Of(rows);
                foreach (var line in lines)
                {
                    await output.WriteLineAsync(line);
                }
            }
        }
    }
    catch (Exception e) when (e is DemoException or IOException or UnauthorizedAccessException)
    {
        await parsed.InvocationConfiguration.Error.WriteLineAsync(e.Message);
        return 1;
    }

    return 0;
}
