//- Client.cs
using System.Net.Http;
using System.Net.Http.Json;
using System.Threading.Tasks;

namespace Shop
{
    class Client
    {
        Task SignIn(HttpClient client, string name) => client.PostAsJsonAsync("api/users/token?v=1", new { name, Kind = 1 });

        class Nested
        {
            string Said() => System.Text.Json.JsonSerializer.Serialize(new { At = System.DateTime.Now });
        }
    }
}
//- fixed: Make it the record TokenRequest, with the new WebJsonContext
//- Client.cs
using System;
using System.Net.Http;
using System.Net.Http.Json;
using System.Threading.Tasks;

namespace Shop
{
    class Client
    {
        Task SignIn(HttpClient client, string name) => client.PostAsJsonAsync("api/users/token?v=1", new TokenRequest(name, 1),
            WebJsonContext.Default.TokenRequest);

        class Nested
        {
            string Said() => System.Text.Json.JsonSerializer.Serialize(new SaidData(System.DateTime.Now), AppJsonContext.Default.SaidData);
        }
    }

    internal sealed record TokenRequest(string name, int Kind);

    internal sealed record SaidData(DateTime At);
}
//- AppJsonContext.cs
using System.Text.Json.Serialization;

namespace Shop
{
    [JsonSerializable(typeof(SaidData))]
    internal sealed partial class AppJsonContext : JsonSerializerContext
    {
    }
}
//- WebJsonContext.cs
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Shop
{
    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
    [JsonSerializable(typeof(TokenRequest))]
    internal sealed partial class WebJsonContext : JsonSerializerContext
    {
    }
}
