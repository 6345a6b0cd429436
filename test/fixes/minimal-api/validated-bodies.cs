//- Program.cs
var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddControllers();
var app = builder.Build();
app.MapControllers();
app.Run();
//- Models.cs
using System.ComponentModel.DataAnnotations;

namespace Shop.Models;

public class Line
{
    [Range(1, 10)]
    public int Count { get; set; }

    public string Sku { get; set; } = "";
    public string? Note { get; set; }
}

public class Order
{
    [Required]
    public string? Name { get; set; }

    // An empty list is one.
    public List<Line> Lines { get; set; } = [];
    public Line? Last { get; set; }
}
//- Made.cs
namespace Shop.Models;

public record Made(string Name, int Count);

//- OrdersController.cs
using Microsoft.AspNetCore.Mvc;
using Shop.Models;

namespace Shop.Controllers;

[ApiController]
[Route("orders")]
public class OrdersController : ControllerBase
{
    [HttpPost]
    public ActionResult<Order> Post(Order order) => order;

    [HttpPost("lines")]
    public IActionResult Lines(List<Line> lines) => Ok(lines);

    [HttpPut]
    public IActionResult Put([FromBody] Made made) => Ok(made);
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
//- fixed: Turn all 3 actions into minimal API endpoints (6 findings for all of them)
//- OrdersController.cs
using Microsoft.AspNetCore.Mvc;
using Shop.Models;

namespace Shop.Controllers;

public static class OrdersEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/orders");
        group.MapPost("/", Post);
        group.MapPost("/lines", Lines);
        group.MapPut("/", Put);
    }

    private static IResult Post(Order order) => Results.Ok(order);

    private static IResult Lines(List<Line> lines) => Results.Ok(lines);

    private static IResult Put([FromBody] Made made) => Results.Ok(made);
}
//- Models.cs
using System.ComponentModel.DataAnnotations;

namespace Shop.Models;

public class Line
{
    [Range(1, 10)]
    public int Count { get; set; }

    [Required(AllowEmptyStrings = true)]
    public string Sku { get; set; } = "";
    public string? Note { get; set; }
}

public class Order
{
    [Required]
    public string? Name { get; set; }

    // An empty list is one.
    [Required(AllowEmptyStrings = true)]
    public List<Line> Lines { get; set; } = [];
    public Line? Last { get; set; }
}
//- Made.cs
using System.ComponentModel.DataAnnotations;

namespace Shop.Models;

public record Made([Required(AllowEmptyStrings = true)] string Name, int Count);

//- Program.cs
using Shop.Controllers;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddValidation();
builder.Services.AddProblemDetails();
var app = builder.Build();
OrdersEndpoints.Map(app);
app.Run();
