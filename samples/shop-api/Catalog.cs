using System.Net.Http.Json;
using System.Text.Json;

namespace ShopApi;

public enum Color { Red, Green, Blue }

public record Product(int Id, string Name, decimal Price, Color Color);

public class Catalog
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public List<Product> All { get; } = [new(1, "Lamp", 49.90m, Color.Red), new(2, "Desk", 249m, Color.Blue)];

    public string Save() => JsonSerializer.Serialize(All, Options);

    public void Load(string json) => All.AddRange(JsonSerializer.Deserialize<Product[]>(json) ?? []);

    public async Task Import(HttpClient client)
    {
        var product = await client.GetFromJsonAsync<Product>("https://shop.example/products/1");
        if (product is not null) All.Add(product);
    }
}
