//- P.csproj
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFrameworks>netstandard2.0;net8.0</TargetFrameworks>
    <IsAotCompatible>true</IsAotCompatible>
  </PropertyGroup>
  <ItemGroup>
    <ProjectReference Include="Q/Q.csproj" />
  </ItemGroup>
</Project>
//- Q/Q.csproj
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFrameworks>netstandard2.0;net8.0</TargetFrameworks>
  </PropertyGroup>
  <ItemGroup Condition="'$(TargetFramework)' == 'netstandard2.0'">
    <PackageReference Include="System.Text.Json" Version="9.0.0" />
  </ItemGroup>
</Project>
//- A.cs
using System.Text.Json;

namespace App
{
    class C
    {
        string Write<T>(T value, JsonSerializerOptions options) => JsonSerializer.Serialize(value, options);
        byte[] WriteBytes<T>(T value, JsonSerializerOptions options) => JsonSerializer.SerializeToUtf8Bytes(value, options);
        T Read<T>(string text, JsonSerializerOptions options) => JsonSerializer.Deserialize<T>(text, options);
    }
}
//- fixed: Take the type information from options by a helper that resolves as JsonSerializer does (2 findings for all calls)
//- A.cs
using System.Text.Json;

namespace App
{
    class C
    {
        string Write<T>(T value, JsonSerializerOptions options) => JsonSerializer.Serialize(value, options.TypeInfoOf<T>());
        byte[] WriteBytes<T>(T value, JsonSerializerOptions options) => JsonSerializer.SerializeToUtf8Bytes(value, options.TypeInfoOf<T>());
        T Read<T>(string text, JsonSerializerOptions options) => JsonSerializer.Deserialize<T>(text, options.TypeInfoOf<T>());
    }
}
//- JsonTypeInfoExtensions.cs
using System;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace App
{
    internal static class JsonTypeInfoExtensions
    {
        private static readonly JsonSerializerOptions Default = new JsonSerializerOptions();

        /// <summary>Type information as JsonSerializer takes it from options: by reflection where they have no resolver.</summary>
        public static JsonTypeInfo<T> TypeInfoOf<T>(this JsonSerializerOptions options) => (JsonTypeInfo<T>)options.TypeInfoOf(typeof(T));

        public static JsonTypeInfo TypeInfoOf(this JsonSerializerOptions options, Type type)
        {
            var resolving = options ?? Default;
            resolving.MakeReadOnly(populateMissingResolver: true);
            return resolving.GetTypeInfo(type);
        }
    }
}
