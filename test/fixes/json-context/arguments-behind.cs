//- A.cs
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace App;

public record Item(int Id);

static class C
{
    static Task Write(HttpResponse response, Item item, CancellationToken token) => response.WriteAsJsonAsync(item, token);
}
//- fixed: Generate JSON type information: new WebJsonContext with Item
//- A.cs
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace App;

public record Item(int Id);

static class C
{
    static Task Write(HttpResponse response, Item item, CancellationToken token) => response.WriteAsJsonAsync(item, WebJsonContext.Default.Item, cancellationToken: token);
}
//- WebJsonContext.cs
using System.Text.Json;
using System.Text.Json.Serialization;

namespace App;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Item))]
internal sealed partial class WebJsonContext : JsonSerializerContext
{
}
