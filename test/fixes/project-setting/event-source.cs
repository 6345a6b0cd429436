//- App.csproj
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <PublishAot>true</PublishAot>
  </PropertyGroup>
</Project>
//- Program.cs
using System;
using System.Diagnostics.Tracing;

Console.WriteLine(new Listener());

class Listener : EventListener
{
    protected override void OnEventWritten(EventWrittenEventArgs data) => Console.WriteLine(data.EventName);
}
//- fixed: Set EventSourceSupport to true in App
//- App.csproj
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <PublishAot>true</PublishAot>
    <EventSourceSupport>true</EventSourceSupport>
  </PropertyGroup>
</Project>
