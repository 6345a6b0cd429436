//- Program.cs
var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddControllers();
var app = builder.Build();
app.MapControllers();
app.Run();
//- Models.cs
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

public sealed class EvenAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) => value is int number && number % 2 == 0;
}

public sealed class NoteAttribute : Attribute;

public class Pair
{
    [Even, Note]
    public int Count { get; set; }

    [JsonPropertyName("kind")]
    [EnumDataType(typeof(DayOfWeek))]
    public int Day { get; set; }
}

public class Span : IValidatableObject
{
    public int From { get; set; }
    public int To { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext context)
    {
        if (From > To) yield return new ValidationResult("From is behind To", [nameof(From)]);
    }
}

public class Quiet
{
    [ValidateNever]
    public Span? Span { get; set; }
}

[Even]
public class Whole
{
    public int Count { get; set; }
}
//- SpansController.cs
using Microsoft.AspNetCore.Mvc;

[ApiController]
[Route("spans")]
public class SpansController : ControllerBase
{
    [HttpPost("pair")]
    public IActionResult Post(Pair pair) => Ok(pair);

    [HttpPost]
    public IActionResult Post(Span span) => Ok(span);

    [HttpPost("quiet")]
    public IActionResult Post(Quiet quiet) => Ok(quiet);

    [HttpPost("whole")]
    public IActionResult Post(Whole whole) => Ok(whole);
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
//- fixed: Turn 2 of 4 actions into minimal API endpoints (5 findings for all of them); left: Spans.Post validates Quiet.Span; Spans.Post validates Whole
//- SpansController.cs
using Microsoft.AspNetCore.Mvc;

[ApiController]
[Route("spans")]
public class SpansController : ControllerBase
{
    [HttpPost("quiet")]
    public IActionResult Post(Quiet quiet) => Ok(quiet);

    [HttpPost("whole")]
    public IActionResult Post(Whole whole) => Ok(whole);
}

public static class SpansEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/spans");
        group.MapPost("/pair", Post);
        group.MapPost("/", Post2);
    }

    private static IResult Post(Pair pair) => Results.Ok(pair);

    private static IResult Post2(Span span) => Results.Ok(span);
}
//- Program.cs
var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddControllers();
builder.Services.AddValidation();
builder.Services.AddProblemDetails();
var app = builder.Build();
app.MapControllers();
SpansEndpoints.Map(app);
app.Run();
