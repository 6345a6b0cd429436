//- A.cs
using System.IO;
using System.Reflection;

class C
{
    string? Folder() => Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location);
    string? OfOther(Assembly other) => Path.GetDirectoryName(other.Location);
}
//- fixed: Use the folder of the app, AppContext.BaseDirectory
//- A.cs
using System.IO;
using System.Reflection;

class C
{
    string? Folder() => Path.TrimEndingDirectorySeparator(System.AppContext.BaseDirectory);
    string? OfOther(Assembly other) => Path.GetDirectoryName(other.Location);
}
