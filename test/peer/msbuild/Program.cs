// Evaluates projects with the SDK's own MSBuild, all in one process. Each line of the input is a request, each line of the output
// the answer to one, in the order of the requests:
//
//     {"project": "/a/a.csproj", "framework": "net10.0" or null, "properties": [...], "items": [...], "metadata": [...]}
//     {"properties": {"LangVersion": "14.0"}, "items": {"Using": [{"Identity": "System"}]}} or {"error": "why not"}
//
// A project with an SDK or an import that is not on this machine is evaluated without it; "lacks" says which.
// Nothing is built or restored: of the targets, only those run that define the framework's symbols.
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using System.Text.Json;
using Microsoft.Build.Evaluation;
using Microsoft.Build.Exceptions;
using Microsoft.Build.Execution;
using Microsoft.Build.Framework;

var sdk = (string)AppContext.GetData("SdkFolder")!;
AssemblyLoadContext.Default.Resolving += (context, name) =>
{
    var file = Path.Combine(sdk, name.Name + ".dll");
    return File.Exists(file) ? context.LoadFromAssemblyPath(file) : null;
};
Environment.SetEnvironmentVariable("MSBUILD_EXE_PATH", Path.Combine(sdk, "MSBuild.dll"));
Environment.SetEnvironmentVariable("MSBuildSDKsPath", Path.Combine(sdk, "Sdks"));
Environment.SetEnvironmentVariable("MSBuildExtensionsPath", sdk + Path.DirectorySeparatorChar);
Environment.SetEnvironmentVariable("DOTNET_HOST_PATH", Environment.ProcessPath);
Msbuild.Answer(Console.In, Console.Out);

static class Msbuild
{
    static readonly string[] Symbols = ["GenerateTargetFrameworkDefineConstants", "AddImplicitDefineConstants"];

    // Not inlined: its types are found only when `Resolving` is listened to.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Answer(TextReader requests, TextWriter answers)
    {
        var manager = BuildManager.DefaultBuildManager;
        var collection = new ProjectCollection();
        var since = 0;
        Begin(manager, collection);
        while (requests.ReadLine() is { } line)
        {
            var request = JsonSerializer.Deserialize<Request>(line, JsonSerializerOptions.Web)!;
            object answer;
            try
            {
                answer = Evaluate(request, collection, manager);
            }
            catch (Exception error)
            {
                answer = new { error = error.Message };
            }
            answers.WriteLine(JsonSerializer.Serialize(answer));
            answers.Flush();
            collection.UnloadAllProjects();
            // What was imported stays in memory, as text and as trees.
            if (++since % 200 == 0)
            {
                manager.EndBuild();
                collection.Dispose();
                collection = new ProjectCollection();
                Begin(manager, collection);
            }
        }
    }

    // One build for many projects: to end one takes a second.
    static void Begin(BuildManager manager, ProjectCollection collection) =>
        manager.BeginBuild(new BuildParameters(collection) { DisableInProcNode = false, EnableNodeReuse = false, MaxNodeCount = 1 });

    static object Evaluate(Request request, ProjectCollection collection, BuildManager manager)
    {
        string? lacks = null;
        Project Load(Dictionary<string, string> properties)
        {
            try
            {
                return new Project(request.Project, properties, null, collection);
            }
            catch (InvalidProjectFileException error) when (error.ErrorCode is "MSB4236" or "MSB4019")
            {
                lacks = error.BaseMessage;
                var project = new Project(request.Project, properties, null, collection, ProjectLoadSettings.IgnoreMissingImports);
                if (project.GetPropertyValue("UsingMicrosoftNETSdk") != "true") throw;
                return project;
            }
        }
        // A build gives the framework to the inner builds of a project with several; one with a single framework sets it by itself,
        // and what is imported before it says so does not know it yet.
        var project = Load([]);
        if (request.Framework is { } framework && (project.GetPropertyValue("TargetFrameworks") != "" || project.GetPropertyValue("TargetFramework") != framework))
        {
            lacks = null;
            project = Load(new() { ["TargetFramework"] = framework });
        }
        var instance = project.CreateProjectInstance();
        if (request.Framework is not null)
        {
            // As `-getProperty` after `-t:` does: the state after the targets.
            var targets = Symbols.Where(instance.Targets.ContainsKey).ToArray();
            var result = manager.BuildRequest(new BuildRequestData(instance, targets, null, BuildRequestDataFlags.ProvideProjectStateAfterBuild));
            instance = result.ProjectStateAfterBuild ?? instance;
            // A platform's version comes with its workload.
            if (instance.GetPropertyValue("TargetPlatformVersion") == "0.0") lacks ??= "the workload of " + instance.GetPropertyValue("TargetPlatformIdentifier");
        }
        return new
        {
            lacks,
            properties = request.Properties.ToDictionary(name => name, instance.GetPropertyValue),
            items = request.Items.ToDictionary(
                type => type,
                type => instance.GetItems(type).Select(item => Metadata(item, request.Metadata)).ToArray()),
        };
    }

    static Dictionary<string, string> Metadata(ITaskItem item, string[] names)
    {
        var metadata = new Dictionary<string, string> { ["Identity"] = item.ItemSpec };
        foreach (var name in names)
            if (item.GetMetadata(name) is { Length: > 0 } value) metadata[name] = value;
        return metadata;
    }

    sealed record Request(string Project, string? Framework, string[] Properties, string[] Items, string[] Metadata);
}
