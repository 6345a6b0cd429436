//- A.cs
using System.Text.Json.Nodes;

class C
{
    JsonArray Made(JsonObject item, JsonNode node)
    {
        var array = new JsonArray { JsonValue.Create(1) };
        array.Add(JsonValue.Create("two"));
        array.Add(item);
        array.Add(node);
        return array;
    }
}
//- fixed: Give the elements to the constructor
//- A.cs
using System.Text.Json.Nodes;

class C
{
    JsonArray Made(JsonObject item, JsonNode node)
    {
        var array = new JsonArray(JsonValue.Create(1));
        array.Add((JsonNode?)JsonValue.Create("two"));
        array.Add((JsonNode?)item);
        array.Add(node);
        return array;
    }
}
