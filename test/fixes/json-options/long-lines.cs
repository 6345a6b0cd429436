//- A.cs
using System;
using System.Collections.Generic;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

class C
{
    static readonly JsonSerializerOptions CacheOptions = new() { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    Dictionary<string, List<Point>>? Read(string text)
    {
        return JsonSerializer.Deserialize<Dictionary<string, List<Point>>>(text, CacheOptions);
    }

    // What an object is says nothing of what is written.
    string Write(object value) => JsonSerializer.Serialize(value, CacheOptions) + JsonSerializer.Serialize(value, typeof(object), CacheOptions);
}

record Point(int X);
//- fixed: Take the type information from CacheOptions
//- A.cs
using System;
using System.Collections.Generic;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

class C
{
    static readonly JsonSerializerOptions CacheOptions = new() { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    Dictionary<string, List<Point>>? Read(string text)
    {
        return JsonSerializer.Deserialize<Dictionary<string, List<Point>>>(text,
            (JsonTypeInfo<Dictionary<string, List<Point>>>)CacheOptions.GetTypeInfo(typeof(Dictionary<string, List<Point>>)));
    }

    // What an object is says nothing of what is written.
    string Write(object value) => JsonSerializer.Serialize(value, CacheOptions) + JsonSerializer.Serialize(value, typeof(object), CacheOptions);
}

record Point(int X);
