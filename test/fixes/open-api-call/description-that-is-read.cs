//- OpenApi.cs
using System.Diagnostics.CodeAnalysis;

namespace Microsoft.AspNetCore.Builder
{
    public static class OpenApiEndpointConventionBuilderExtensions
    {
        [RequiresDynamicCode("OpenApi")]
        [RequiresUnreferencedCode("OpenApi")]
        public static TBuilder WithOpenApi<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder => builder;
    }
}
//- Program.cs
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

// Nobody knows who makes the document.
var app = WebApplication.CreateSlimBuilder(args).Build();
app.MapGet("/", (HttpContext context) => context.Response.WriteAsync("x")).WithOpenApi();
app.Run();
//- unfixed
