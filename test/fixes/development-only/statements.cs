//- A.cs
using System.Diagnostics.CodeAnalysis;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddPages();
var app = builder.Build();
if (app.Environment.IsDevelopment())
{
    app.ShowRoutes();
    app.Environment.Reflect();
    app.Trace().ShowRoutes();
}
else
{
    app.ShowRoutes();
}
app.Run();

static class Extensions
{
    [RequiresDynamicCode("makes code")]
    public static void AddPages(this IServiceCollection services) { }

    [RequiresDynamicCode("makes code")]
    public static void ShowRoutes(this WebApplication app) { }

    public static WebApplication Trace(this WebApplication app) => app;

    [RequiresDynamicCode("makes code")]
    [RequiresUnreferencedCode("looks types up")]
    public static void Reflect(this IWebHostEnvironment environment) { }
}
//- fixed: Leave ShowRoutes out of a native binary
//- A.cs
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddPages();
var app = builder.Build();
if (app.Environment.IsDevelopment())
{
    if (RuntimeFeature.IsDynamicCodeSupported)
    {
        app.ShowRoutes();
    }
    app.Environment.Reflect();
    app.Trace().ShowRoutes();
}
else
{
    app.ShowRoutes();
}
app.Run();

static class Extensions
{
    [RequiresDynamicCode("makes code")]
    public static void AddPages(this IServiceCollection services) { }

    [RequiresDynamicCode("makes code")]
    public static void ShowRoutes(this WebApplication app) { }

    public static WebApplication Trace(this WebApplication app) => app;

    [RequiresDynamicCode("makes code")]
    [RequiresUnreferencedCode("looks types up")]
    public static void Reflect(this IWebHostEnvironment environment) { }
}
