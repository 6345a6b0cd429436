//- Program.cs
var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddControllers();
builder.Services.AddSingleton<IForecasts, Forecasts>();
var app = builder.Build();
app.MapControllers();
app.Run();
//- Forecasts.cs
public record Forecast(int Day, string? Summary);

public interface IForecasts
{
    Task<Forecast?> Find(int day);
    Task<List<Forecast>> All();
    Task Clear();
}

public class Forecasts : IForecasts
{
    public Task<Forecast?> Find(int day) => Task.FromResult<Forecast?>(null);
    public Task<List<Forecast>> All() => Task.FromResult(new List<Forecast>());
    public Task Clear() => Task.CompletedTask;
}
//- ApiController.cs
using Microsoft.AspNetCore.Mvc;

[ApiController]
[Route("api/[controller]")]
[Produces("application/json")]
public abstract class ApiController : ControllerBase;
//- WeatherForecastController.cs
using System.Net.Mime;
using Microsoft.AspNetCore.Mvc;

namespace Weather.Controllers;

public partial class WeatherForecastController(IForecasts forecasts) : ApiController
{
    private static readonly string[] Summaries = ["Freezing", "Bracing", "Chilly"];
    private const int Days = 5;

    public class Entry
    {
        public int Day { get; set; }
        public string? Summary { get; set; }
    }

    [HttpGet(Name = "GetWeatherForecast")]
    public IEnumerable<Forecast> Get()
    {
        return Enumerable.Range(1, Days).Select(day => new Forecast(day, WeatherForecastController.Summaries[day % 3])).ToArray();
    }

    [HttpGet("each")]
    public IEnumerable<Forecast> Each()
    {
        foreach (var summary in Summaries) yield return new Forecast(Next(1), summary);
    }

    [HttpGet("{day:int}")]
    public Task<Forecast?> Get(int day) => forecasts.Find(day);

    [HttpGet("all")]
    public Task<List<Forecast>> All()
    {
        return forecasts.All();
    }

    [HttpPost]
    [Consumes(MediaTypeNames.Application.Json)]
    public IResult Add(Entry entry) => entry.Day == 0 ? Results.BadRequest() : Results.Ok(entry);

    [HttpDelete]
    public Task Clear() => forecasts.Clear();

    private static int Next(int day)
    {
        return day + 1;
    }
}
//- P.csproj
<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <Nullable>enable</Nullable>
    <IsAotCompatible>true</IsAotCompatible>
  </PropertyGroup>
</Project>
//- fixed: Turn all 6 actions into minimal API endpoints (12 findings for all of them)
//- WeatherForecastController.cs
namespace Weather.Controllers;

public static class WeatherForecastEndpoints
{
    private static readonly string[] Summaries = ["Freezing", "Bracing", "Chilly"];
    private const int Days = 5;

    public class Entry
    {
        public int Day { get; set; }
        public string? Summary { get; set; }
    }

    private static int Next(int day)
    {
        return day + 1;
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/WeatherForecast");
        group.MapGet("/", Get).WithName("GetWeatherForecast");
        group.MapGet("/each", Each);
        group.MapGet("/{day:int}", GetByDay);
        group.MapGet("/all", All);
        group.MapPost("/", Add).Accepts<Entry>("application/json");
        group.MapDelete("/", Clear);
    }

    private static IEnumerable<Forecast> Get()
    {
        return Enumerable.Range(1, Days).Select(day => new Forecast(day, WeatherForecastEndpoints.Summaries[day % 3])).ToArray();
    }

    private static IEnumerable<Forecast> Each()
    {
        foreach (var summary in Summaries) yield return new Forecast(Next(1), summary);
    }

    private static async Task<IResult> GetByDay(int day, IForecasts forecasts) => await forecasts.Find(day) is { } found ? Results.Ok(found) : Results.NoContent();

    private static async Task<IResult> All(IForecasts forecasts)
    {
        return await forecasts.All() is { } found ? Results.Ok(found) : Results.NoContent();
    }

    private static IResult Add(Entry entry) => entry.Day == 0 ? Results.BadRequest() : Results.Ok(entry);

    private static Task Clear(IForecasts forecasts) => forecasts.Clear();
}
//- Program.cs
using Weather.Controllers;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddSingleton<IForecasts, Forecasts>();
var app = builder.Build();
WeatherForecastEndpoints.Map(app);
app.Run();
