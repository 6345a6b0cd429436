//- P.csproj
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <IsAotCompatible>true</IsAotCompatible>
  </PropertyGroup>
</Project>
//- Zebra.cs
namespace Zebra
{
    public class Stripe { }
}
//- A.cs
// What this file is about.
using System;
using System.Text.Json;
using System.Text.Json.Serialization;

using Zebra;
#if NET8_0_OR_GREATER
using System.Xml;
#endif

namespace App
{
    public class PointConverter : JsonConverter<Stripe>
    {
        public override Stripe Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => JsonSerializer.Deserialize<int>(ref reader, options) > 0 ? new Stripe() : null;
        public override void Write(Utf8JsonWriter writer, Stripe value, JsonSerializerOptions options) => writer.WriteNumberValue(1);
    }
}
//- fixed: Take the type information from options
//- A.cs
// What this file is about.
using System;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

using Zebra;
#if NET8_0_OR_GREATER
using System.Xml;
#endif

namespace App
{
    public class PointConverter : JsonConverter<Stripe>
    {
        public override Stripe Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => JsonSerializer.Deserialize<int>(ref reader,
            (JsonTypeInfo<int>)options.GetTypeInfo(typeof(int))) > 0 ? new Stripe() : null;
        public override void Write(Utf8JsonWriter writer, Stripe value, JsonSerializerOptions options) => writer.WriteNumberValue(1);
    }
}
