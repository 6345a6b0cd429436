//- P.csproj
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <OutputType>Exe</OutputType>
    <PublishAot>true</PublishAot>
  </PropertyGroup>
</Project>
//- A.cs
using System.Text.RegularExpressions;

public class Program
{
    public static void Main() { }
}

internal static class Words
{
    private static readonly Regex s_word = new Regex(@"\w+", RegexOptions.Compiled);
    private static readonly Regex Number = new("[0-9]+", RegexOptions.Multiline | RegexOptions.Compiled);

    public sealed class Inner
    {
        private static readonly Regex LineRegex = new("\n", RegexOptions.Compiled | RegexOptions.IgnoreCase);

        public bool Matches(string text)
        {
            var comma = new Regex(",", RegexOptions.Compiled);
            return comma.IsMatch(text) && LineRegex.IsMatch(text);
        }
    }

    // The culture of the build may be another one.
    private static readonly Regex Title = new("title", RegexOptions.Compiled | RegexOptions.IgnoreCase);
    public static Regex Of(string pattern) => new(pattern, RegexOptions.Compiled);
}
//- fixed: Generate the expression at build time
//- A.cs
using System.Text.RegularExpressions;

public class Program
{
    public static void Main() { }
}

internal static partial class Words
{
    private static readonly Regex s_word = WordRegex();

    [GeneratedRegex(@"\w+")]
    private static partial Regex WordRegex();

    private static readonly Regex Number = NumberRegex();

    [GeneratedRegex("[0-9]+", RegexOptions.Multiline)]
    private static partial Regex NumberRegex();

    public sealed partial class Inner
    {
        private static readonly Regex LineRegex = GeneratedLineRegex();

        [GeneratedRegex("\n", RegexOptions.IgnoreCase)]
        private static partial Regex GeneratedLineRegex();

        public bool Matches(string text)
        {
            var comma = CommaRegex();
            return comma.IsMatch(text) && LineRegex.IsMatch(text);
        }

        [GeneratedRegex(",")]
        private static partial Regex CommaRegex();
    }

    // The culture of the build may be another one.
    private static readonly Regex Title = new("title", RegexOptions.Compiled | RegexOptions.IgnoreCase);
    public static Regex Of(string pattern) => new(pattern, RegexOptions.Compiled);
}
