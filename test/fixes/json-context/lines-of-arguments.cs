//- A.cs
using System.IO;
using System.Net.Http;
using System.Net.Http.Json;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace App;

public record Item(int Id);

class C(HttpClient client)
{
    async Task<Item?> Get(string name, CancellationToken token) =>
        await client.GetFromJsonAsync<Item>(
            $"/items/{name}",
            token
        );

    async Task<Item?> Read(HttpResponseMessage response, CancellationToken token) =>
        await response.Content.ReadFromJsonAsync<Item>(cancellationToken: token);

    async Task<HttpResponseMessage> Put(Item item) => await client.PutAsJsonAsync(
        "/items",
        item
    );

    async Task Send(Stream stream, Item item) =>
        await client.PostAsync("/items/sent", new StringContent(JsonSerializer.Serialize(new Item(item.Id + stream.Length.GetHashCode()))));
}
//- fixed: Generate JSON type information: new WebJsonContext with Item
//- A.cs
using System.IO;
using System.Net.Http;
using System.Net.Http.Json;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace App;

public record Item(int Id);

class C(HttpClient client)
{
    async Task<Item?> Get(string name, CancellationToken token) =>
        await client.GetFromJsonAsync<Item>(
            $"/items/{name}",
            WebJsonContext.Default.Item,
            token
        );

    async Task<Item?> Read(HttpResponseMessage response, CancellationToken token) =>
        await response.Content.ReadFromJsonAsync<Item>(WebJsonContext.Default.Item, cancellationToken: token);

    async Task<HttpResponseMessage> Put(Item item) => await client.PutAsJsonAsync(
        "/items",
        item,
        WebJsonContext.Default.Item
    );

    async Task Send(Stream stream, Item item) =>
        await client.PostAsync("/items/sent", new StringContent(JsonSerializer.Serialize(new Item(item.Id + stream.Length.GetHashCode()),
            AppJsonContext.Default.Item)));
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
//- AppJsonContext.cs
using System.Text.Json.Serialization;

namespace App;

[JsonSerializable(typeof(Item))]
internal sealed partial class AppJsonContext : JsonSerializerContext
{
}
