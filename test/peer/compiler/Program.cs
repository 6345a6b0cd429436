// Compiles projects in memory with the SDK's own compiler and generators, again and again with other texts, and answers
// with the errors: one JSON object a line in, one a line out. Nothing is written.
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

AssemblyLoadContext.Default.Resolving += (context, name) =>
    Path.Combine((string)AppContext.GetData("CompilerFolder")!, name.Name + ".dll") is var path && File.Exists(path)
        ? context.LoadFromAssemblyPath(path)
        : null;
Server.Run();

/// <summary>What is asked: projects to take instead of those known by their ids, and texts to take instead of those on disk.</summary>
record Request(IReadOnlyList<Spec> Projects, IReadOnlyDictionary<string, string?> Texts);

/// <summary>One target of a project; paths are absolute.</summary>
record Spec(
    string Id, string AssemblyName, string Framework, IReadOnlyList<string> Frameworks, IReadOnlyList<string> Files,
    IReadOnlyList<string> Symbols, IReadOnlyList<string> Usings, IReadOnlyList<string> References, IReadOnlyList<string> ProjectReferences,
    IReadOnlyList<string> Friends, int LanguageVersion, bool IsNullable, bool IsProgram, IReadOnlyList<string> Generators);

record CompilerError(string Project, string File, int Line, string Id, string Message);

/// <summary>Errors of all projects; what could not be compiled for want of reference assemblies.</summary>
record Answer(IReadOnlyList<CompilerError> Errors, IReadOnlyList<string> Left);

static class Server
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { MaxDepth = 128 };
    private static readonly Dictionary<string, Spec> Specs = [];
    /// <summary>The projects as they are on disk, with their errors.</summary>
    private static readonly Dictionary<string, Compiled?> OnDisk = [];

    public static void Run()
    {
        using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { AutoFlush = true };
        using var input = new StreamReader(Console.OpenStandardInput(), Encoding.UTF8);
        while (input.ReadLine() is { } line)
            output.WriteLine(JsonSerializer.Serialize(Answer(JsonSerializer.Deserialize<Request>(line, Json)!), Json));
    }

    private static Answer Answer(Request request)
    {
        var isFirst = Specs.Count == 0;
        if (isFirst) foreach (var spec in request.Projects) Specs[spec.Id] = spec;
        var changed = isFirst ? [] : request.Projects.ToDictionary(spec => spec.Id);
        var trial = new Trial(id => changed.GetValueOrDefault(id) ?? Specs[id], request.Texts, changed.Keys, OnDisk);
        var errors = new List<CompilerError>();
        var left = new List<string>();
        foreach (var id in Specs.Keys)
        {
            if (trial.Compile(id) is { } compiled) errors.AddRange(compiled.Errors);
            else left.Add(id);
        }
        return new Answer(errors, left);
    }
}

sealed class Compiled(Spec spec, CSharpCompilation compilation, CSharpCompilation withoutGenerated, GeneratorDriver? driver, IReadOnlyList<CompilerError> errors)
{
    public Spec Spec => spec;
    public CSharpCompilation Compilation => compilation;
    public CSharpCompilation WithoutGenerated => withoutGenerated;
    public GeneratorDriver? Driver => driver;
    public IReadOnlyList<CompilerError> Errors => errors;
    private readonly Lazy<MetadataReference> _reference = new(() => compilation.ToMetadataReference());
    public MetadataReference Reference => _reference.Value;
    private readonly Lazy<string> _surface = new(() => Visible.Of(compilation));
    /// <summary>What other projects can see of this one.</summary>
    public string Surface => _surface.Value;
    private readonly Lazy<string> _declarations = new(() => Visible.Of(withoutGenerated, isAll: true));
    /// <summary>What files can see of each other in here: all but bodies.</summary>
    public string Declarations => _declarations.Value;
}

/// <summary>
/// All that a compiler reads of an assembly that it references: the types and members that are visible there, with their
/// attributes. Attributes that only the analyzer reads are left out: no code fails to compile for them.
/// </summary>
static class Visible
{
    private static readonly SymbolDisplayFormat Format = SymbolDisplayFormat.FullyQualifiedFormat
        .WithGenericsOptions((SymbolDisplayGenericsOptions)~0)
        .WithMemberOptions((SymbolDisplayMemberOptions)~0)
        .WithParameterOptions((SymbolDisplayParameterOptions)~0)
        .WithKindOptions((SymbolDisplayKindOptions)~0)
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);
    private static readonly HashSet<string> ForTheAnalyzer =
    [
        "RequiresUnreferencedCodeAttribute", "RequiresDynamicCodeAttribute", "RequiresAssemblyFilesAttribute",
        "DynamicallyAccessedMembersAttribute", "DynamicDependencyAttribute", "UnconditionalSuppressMessageAttribute",
        "SuppressMessageAttribute",
    ];

    /// <param name="isAll">Whether what is private to a type counts, too.</param>
    public static string Of(CSharpCompilation compilation, bool isAll = false)
    {
        var hasFriends = isAll || compilation.Assembly.GetAttributes().Any(each => each.AttributeClass?.Name == "InternalsVisibleToAttribute");
        var lines = new List<string>();
        Add(compilation.Assembly, lines);
        void Visit(INamespaceOrTypeSymbol container)
        {
            foreach (var member in container.GetMembers())
            {
                if (member is INamespaceSymbol inner)
                {
                    Visit(inner);
                    continue;
                }
                var isSeen = isAll || member.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal
                    || hasFriends && member.DeclaredAccessibility is not Accessibility.Private
                    // Fields of a struct count wherever it is assigned: an unseen one too.
                    || member is IFieldSymbol { ContainingType.TypeKind: TypeKind.Struct };
                if (!isSeen) continue;
                Add(member, lines);
                if (member is not INamedTypeSymbol type) continue;
                lines.Add($"{type.BaseType?.ToDisplayString(Format)} {type.IsSealed} {type.IsAbstract} {type.IsStatic} {type.IsRecord} "
                    + string.Join(", ", type.Interfaces.Select(each => each.ToDisplayString(Format))));
                Visit(type);
            }
        }
        Visit(compilation.Assembly.GlobalNamespace);
        if (isAll)
            foreach (var tree in compilation.SyntaxTrees)
                foreach (var directive in ((CompilationUnitSyntax)tree.GetRoot()).Usings)
                    if (directive.GlobalKeyword.Span.Length > 0) lines.Add(directive.ToString());
        lines.Sort(StringComparer.Ordinal);
        return string.Join('\n', lines);
    }

    private static void Add(ISymbol symbol, List<string> lines)
    {
        lines.Add($"{symbol.Kind} {symbol.DeclaredAccessibility} {symbol.ToDisplayString(Format)} {Attributes(symbol)}");
        if (symbol is IMethodSymbol method)
            foreach (var parameter in method.Parameters) lines.Add($"{method.ToDisplayString(Format)} {parameter.Name} {Attributes(parameter)}");
    }

    private static string Attributes(ISymbol symbol) => string.Join(", ", symbol.GetAttributes()
        .Where(each => !ForTheAnalyzer.Contains(each.AttributeClass?.Name ?? "")).Select(each => each.ToString()));
}

/// <summary>All projects with some texts: what nothing touches is taken from the disk's state.</summary>
sealed class Trial(
    Func<string, Spec> specOf, IReadOnlyDictionary<string, string?> texts, IEnumerable<string> changed, Dictionary<string, Compiled?> onDisk)
{
    private readonly Dictionary<string, Compiled?> _done = [];
    private readonly HashSet<string> _changed = [.. changed];
    private readonly Dictionary<string, bool> _touched = [];

    public Compiled? Compile(string id)
    {
        if (_done.TryGetValue(id, out var known)) return known;
        if (!IsTouched(id) && onDisk.TryGetValue(id, out var same)) return _done[id] = same;
        _done[id] = null;
        var result = Make(specOf(id));
        if (!IsTouched(id)) onDisk[id] = result;
        return _done[id] = result;
    }

    private bool IsTouched(string id)
    {
        if (_touched.TryGetValue(id, out var known)) return known;
        _touched[id] = false;
        var spec = specOf(id);
        return _touched[id] = _changed.Contains(id) || spec.Files.Any(texts.ContainsKey) || Closure(spec).Any(IsOtherToSee);
    }

    /// <summary>Whether a project looks otherwise from outside than it did on disk.</summary>
    private bool IsOtherToSee(Spec spec) =>
        IsTouched(spec.Id) && (!onDisk.TryGetValue(spec.Id, out var before) || before?.Surface != Compile(spec.Id)?.Surface);

    private Compiled? Make(Spec spec)
    {
        if (Packs.For(spec) is not { } framework) return null;
        var closure = Closure(spec);
        var parse = new CSharpParseOptions(
            Enum.Parse<LanguageVersion>("CSharp" + spec.LanguageVersion + (spec.LanguageVersion == 7 ? "_3" : "")), DocumentationMode.None,
            SourceCodeKind.Regular, spec.Symbols).WithFeatures(
            [new("InterceptorsNamespaces", "Microsoft.AspNetCore.Http.Generated;Microsoft.Extensions.Configuration.Binder.SourceGeneration")]);
        var old = onDisk.GetValueOrDefault(spec.Id);
        var trees = new SyntaxTree[spec.Files.Count];
        var known = old is { } it && it.Spec.Symbols.SequenceEqual(spec.Symbols)
            ? it.WithoutGenerated.SyntaxTrees.GroupBy(tree => tree.FilePath).ToDictionary(group => group.Key, group => group.First())
            : [];
        Parallel.For(0, trees.Length, index =>
        {
            var file = spec.Files[index];
            trees[index] = texts.GetValueOrDefault(file) is { } text
                ? CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), parse, file)
                : known.GetValueOrDefault(file) ?? CSharpSyntaxTree.ParseText(SourceText.From(File.ReadAllText(file), Encoding.UTF8), parse, file);
        });
        var written = string.Concat(spec.Usings.Select(each => $"global using {each};\n"))
            + string.Concat(Friends(spec, trees).Select(name => $"[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"{name}\")]\n"));
        var project = CSharpSyntaxTree.ParseText(SourceText.From(written, Encoding.UTF8), parse, spec.Id + ".g.cs");
        var isProgram = spec.IsProgram || trees.Any(tree => ((CompilationUnitSyntax)tree.GetRoot()).Members.Any(SyntaxKind.GlobalStatement));
        var plain = CSharpCompilation.Create(
            spec.AssemblyName, [.. trees, project], References(spec, framework, closure),
            new CSharpCompilationOptions(
                isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true,
                nullableContextOptions: spec.IsNullable ? NullableContextOptions.Enable : NullableContextOptions.Disable,
                optimizationLevel: OptimizationLevel.Release, assemblyIdentityComparer: DesktopAssemblyIdentityComparer.Default));
        var driver = old?.Driver is { } earlier && old.Spec.Generators.SequenceEqual(spec.Generators)
            ? earlier
            : spec.Generators.Count == 0 ? null : CSharpGeneratorDriver.Create(Packs.Generators(spec), [], parse, new Options(spec));
        Compilation compiled = plain;
        ImmutableArray<Diagnostic> said = [];
        driver = driver?.RunGeneratorsAndUpdateCompilation(plain, out compiled, out said);
        // Where no declaration is other than on disk, files that are the same say the same: what changed is compiled, and what generators made.
        var isSame = old is not null && ReferenceEquals(old.Spec, spec) && !closure.Any(IsOtherToSee)
            && Visible.Of(plain, isAll: true) == old.Declarations;
        var changed = isSame ? compiled.SyntaxTrees.Except(old!.WithoutGenerated.SyntaxTrees).ToHashSet() : null;
        var diagnostics = changed is null
            ? compiled.GetDiagnostics()
            : changed.SelectMany(tree => compiled.GetSemanticModel(tree).GetDiagnostics());
        var errors = diagnostics.Concat(said)
            .Where(each => each.Severity == DiagnosticSeverity.Error)
            .Select(each => new CompilerError(
                spec.Id, each.Location.SourceTree?.FilePath ?? "", each.Location.GetLineSpan().StartLinePosition.Line + 1, each.Id, each.GetMessage()))
            .ToList();
        if (changed is not null)
        {
            var unchanged = trees.Where(tree => !changed.Contains(tree)).Select(tree => tree.FilePath).ToHashSet();
            errors.AddRange(old!.Errors.Where(each => unchanged.Contains(each.File)));
        }
        return new Compiled(spec, (CSharpCompilation)compiled, plain, driver, errors);
    }

    /// <summary>Frameworks, packages and projects; of one file name the newest assembly counts, as the SDK resolves conflicts.</summary>
    private List<MetadataReference> References(Spec spec, IReadOnlyList<string> framework, IReadOnlyList<Spec> closure)
    {
        var files = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var path in framework.Concat(spec.References).Concat(closure.SelectMany(each => each.References)).Where(File.Exists))
            if (!files.TryGetValue(Path.GetFileName(path), out var other) || Packs.VersionOf(path) > Packs.VersionOf(other))
                files[Path.GetFileName(path)] = path;
        foreach (var each in closure.Prepend(spec)) files.Remove(each.AssemblyName + ".dll");
        return
        [
            .. files.Values.Select(Packs.Reference),
            .. closure.DistinctBy(each => each.AssemblyName).Select(each => Compile(each.Id)).OfType<Compiled>().Select(each => each.Reference),
        ];
    }

    private List<Spec> Closure(Spec spec)
    {
        var seen = new HashSet<string> { spec.Id };
        var found = new List<Spec>();
        var queue = new Queue<string>(spec.ProjectReferences);
        while (queue.TryDequeue(out var id))
        {
            if (!seen.Add(id)) continue;
            var next = specOf(id);
            found.Add(next);
            foreach (var each in next.ProjectReferences) queue.Enqueue(each);
        }
        return found;
    }

    /// <summary>Friends without their public keys: all is unsigned here.</summary>
    private static IEnumerable<string> Friends(Spec spec, SyntaxTree[] trees) => trees
        .Where(tree => tree.GetText().ToString().Contains("InternalsVisibleTo"))
        .SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<AttributeSyntax>())
        .Where(attribute => attribute.Name.ToString().Contains("InternalsVisibleTo"))
        .SelectMany(attribute => attribute.DescendantNodes().OfType<LiteralExpressionSyntax>().Take(1))
        .Select(literal => literal.Token.ValueText.Split(',')[0].Trim())
        .Concat(spec.Friends)
        .Where(name => name.All(each => char.IsLetterOrDigit(each) || each is '.' or '_' or '-'))
        .Distinct();
}

/// <summary>Reference assemblies and generators, as they lie on this machine.</summary>
static class Packs
{
    private static readonly string Folder = (string)AppContext.GetData("PackFolder")!;
    private static readonly string Packages = (string)AppContext.GetData("PackagesFolder")!;
    private static readonly ConcurrentDictionary<string, MetadataReference> Known = new();

    public static MetadataReference Reference(string path) => Known.GetOrAdd(path, static path => MetadataReference.CreateFromFile(path));

    private static readonly ConcurrentDictionary<string, Version> Versions = new();

    public static Version VersionOf(string path) => Versions.GetOrAdd(path, static path =>
    {
        try
        {
            return AssemblyName.GetAssemblyName(path).Version ?? new Version();
        }
        catch (Exception error) when (error is BadImageFormatException or IOException)
        {
            return new Version();
        }
    });

    /// <summary>The reference assemblies of a target; null where they are not there.</summary>
    public static IReadOnlyList<string>? For(Spec spec)
    {
        if (spec.Framework.StartsWith("netstandard2.0"))
            return Dlls(Newest(Path.Combine(Packages, "netstandard.library"), "2."), "build", "netstandard2.0", "ref");
        if (spec.Framework.StartsWith("netstandard2.1"))
            return Dlls(Newest(Path.Combine(Packages, "netstandard.library.ref"), "2.1"), "ref", "netstandard2.1");
        if (spec.Framework.StartsWith("net4")) return Desktop(spec.Framework);
        if (!spec.Framework.StartsWith("net") || !int.TryParse(spec.Framework[3..].Split('.')[0], out var version) || version < 5) return null;
        // The facts of older versions are those of the oldest that is there.
        var major = Math.Max(version, 8);
        var found = new List<string>();
        foreach (var name in spec.Frameworks)
        {
            var dlls = Dlls(Newest(Path.Combine(Folder, name + ".Ref"), major + "."), "ref", $"net{major}.0")
                ?? Dlls(Newest(Path.Combine(Packages, name.ToLowerInvariant() + ".ref"), major + "."), "ref", $"net{major}.0");
            if (dlls is null) return null;
            found.AddRange(dlls);
        }
        return found;
    }

    /// <summary>The desktop framework of a target, the next newer one where it is not there.</summary>
    private static IReadOnlyList<string>? Desktop(string target)
    {
        foreach (var name in Desktops.Where(each => string.CompareOrdinal(each, target) >= 0))
            if (Newest(Path.Combine(Packages, "microsoft.netframework.referenceassemblies." + name), "") is { } root
                && Dlls(root, "build", ".NETFramework", "v" + string.Join('.', name[3..].ToCharArray())) is { } dlls)
                return [.. dlls, .. Dlls(root, "build", ".NETFramework", "v" + string.Join('.', name[3..].ToCharArray()), "Facades") ?? []];
        return null;
    }

    private static readonly string[] Desktops = ["net461", "net462", "net472", "net481"];

    /// <summary>The generators of the target's own version, of the installed one where that is not there.</summary>
    public static IEnumerable<ISourceGenerator> Generators(Spec spec)
    {
        var major = spec.Framework[3..].Split('.')[0] + ".";
        foreach (var pack in new[] { "Microsoft.NETCore.App.Ref", "Microsoft.AspNetCore.App.Ref" })
        {
            var root = Newest(Path.Combine(Folder, pack), major) ?? Newest(Path.Combine(Packages, pack.ToLowerInvariant()), major) ?? Newest(Path.Combine(Folder, pack), "");
            foreach (var name in spec.Generators)
                if (root is not null && Path.Combine(root, "analyzers", "dotnet", "cs", name + ".dll") is var path && File.Exists(path))
                    foreach (var each in new AnalyzerFileReference(path, new Loader(Path.GetDirectoryName(path)!)).GetGenerators(LanguageNames.CSharp))
                        yield return each;
        }
    }

    private static string? Newest(string folder, string start) =>
        !Directory.Exists(folder) ? null : Directory.GetDirectories(folder)
            .Where(each => Path.GetFileName(each).StartsWith(start))
            .MaxBy(each => Version.TryParse(Path.GetFileName(each).Split('-')[0], out var version) ? version : new Version());

    private static IReadOnlyList<string>? Dlls(string? root, params string[] folders) =>
        root is not null && Path.Combine([root, .. folders]) is var path && Directory.Exists(path) ? Directory.GetFiles(path, "*.dll") : null;

    /// <summary>A context for each folder: generators of one name exist in several versions.</summary>
    private sealed class Loader(string folder) : IAnalyzerAssemblyLoader
    {
        private static readonly ConcurrentDictionary<string, AssemblyLoadContext> Contexts = new();
        public void AddDependencyLocation(string fullPath) { }
        public Assembly LoadFromPath(string fullPath) => Contexts.GetOrAdd(folder, static folder => new AssemblyLoadContext(folder)).LoadFromAssemblyPath(fullPath);
    }
}

/// <summary>What the generators ask of the project.</summary>
sealed class Options(Spec spec) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(spec);
    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;
    public override AnalyzerConfigOptions GetOptions(AdditionalText text) => GlobalOptions;

    private sealed class Values(Spec spec) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value)
        {
            value = key switch
            {
                "build_property.EnableConfigurationBindingGenerator" or "build_property.EnableRequestDelegateGenerator" => "true",
                "build_property.AssemblyName" or "build_property.RootNamespace" => spec.AssemblyName,
                _ => null,
            };
            return value is not null;
        }
    }
}
