//- A.cs
using System.Text.Json;

namespace App
{
    class User
    {
        string Info(string name) => JsonSerializer.Serialize(new
        {
            Name = name,
            LastName = Get("last_name"),
            Street = Get("address_street"),
            City = Get("address_city"),
            ZipCode = Get("address_zip_code"),
            Country = Get("address_country"),
        });

        string? Get(string claim) => null;
    }
}
//- fixed: Make it the record InfoData, with the new AppJsonContext
//- A.cs
using System.Text.Json;

namespace App
{
    class User
    {
        string Info(string name) => JsonSerializer.Serialize(new InfoData(
            name,
            Get("last_name"),
            Get("address_street"),
            Get("address_city"),
            Get("address_zip_code"),
            Get("address_country")), AppJsonContext.Default.InfoData);

        string? Get(string claim) => null;
    }

    internal sealed record InfoData(
        string Name,
        string? LastName,
        string? Street,
        string? City,
        string? ZipCode,
        string? Country);
}
//- AppJsonContext.cs
using System.Text.Json.Serialization;

namespace App
{
    [JsonSerializable(typeof(InfoData))]
    internal sealed partial class AppJsonContext : JsonSerializerContext
    {
    }
}
