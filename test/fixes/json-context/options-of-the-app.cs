//- Program.cs
var builder = WebApplication.CreateBuilder(args);
builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.PropertyNamingPolicy = null);
//- A.cs
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

public record Item(int Id);

static class C
{
    static Task Write(HttpResponse response, Item item) => response.WriteAsJsonAsync(item);
}
//- unfixed
