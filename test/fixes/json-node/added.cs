//- A.cs
using System.Text.Json.Nodes;

class C
{
    JsonArray Names(string first, int count)
    {
        var names = new JsonArray();
        names.Add(first);
        names.Add(count + 1);
        return names;
    }
}
//- fixed: Make it a JsonNode
//- A.cs
using System.Text.Json.Nodes;

class C
{
    JsonArray Names(string first, int count)
    {
        var names = new JsonArray();
        names.Add((JsonNode?)first);
        names.Add((JsonNode)(count + 1));
        return names;
    }
}
