//- A.cs
using System.Collections.Generic;
using System.Text.Json;

public class Holder { public object? Any { get; set; } }

class C
{
    string Members(Holder holder) => JsonSerializer.Serialize(holder);
    string Values(Dictionary<string, object> values) => JsonSerializer.Serialize(values);
}
//- unfixed
