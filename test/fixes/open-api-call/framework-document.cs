//- OpenApi.cs
using System.Diagnostics.CodeAnalysis;

namespace Microsoft.AspNetCore.Builder
{
    // As the package declares it.
    public static class OpenApiEndpointConventionBuilderExtensions
    {
        [RequiresDynamicCode("OpenApi")]
        [RequiresUnreferencedCode("OpenApi")]
        public static TBuilder WithOpenApi<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder => builder;
    }
}

namespace Microsoft.Extensions.DependencyInjection
{
    public static class OpenApiServiceCollectionExtensions
    {
        public static IServiceCollection AddOpenApi(this IServiceCollection services) => services;
    }
}
//- Program.cs
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddOpenApi();
var app = builder.Build();
app.MapGet("/", (HttpContext context) => context.Response.WriteAsync("x"))
    .WithName("Root")
    .WithOpenApi();
var group = app.MapGroup("/orders").WithOpenApi().WithTags("orders");
group.WithOpenApi();
app.Run();
//- fixed: Remove WithOpenApi(): AddOpenApi() does not read it
//- Program.cs
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddOpenApi();
var app = builder.Build();
app.MapGet("/", (HttpContext context) => context.Response.WriteAsync("x"))
    .WithName("Root");
var group = app.MapGroup("/orders").WithTags("orders");
group.WithOpenApi();
app.Run();
