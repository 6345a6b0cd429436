//- Program.cs
var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddControllers();
builder.Services.AddCors(options => options.AddPolicy("shop", policy => policy.AllowAnyOrigin()));
var app = builder.Build();
app.UseCors();
app.MapControllers();
app.Run();
//- Order.cs
using System.ComponentModel.DataAnnotations;

public class Order
{
    [Range(1, 10)]
    public int Count { get; set; }
}
//- ShopController.cs
using Microsoft.AspNetCore.Cors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;

[ApiController]
[EnableCors("shop")]
[OutputCache(Duration = 5)]
public abstract class ShopController : ControllerBase;
//- OrdersController.cs
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;

[Route("orders")]
[ProducesResponseType<Order>(StatusCodes.Status200OK)]
[OutputCache(Duration = 9)]
public class OrdersController : ShopController
{
    [HttpPost]
    public IActionResult Post(Order order)
    {
        if (!ModelState.IsValid)
        {
            return BadRequest(ModelState);
        }

        return Ok(order);
    }

    [HttpPut]
    public IActionResult Put(Order order)
    {
        if (order.Count == 3) ModelState.AddModelError("count", "Three is too few");
        if (!ModelState.IsValid) return BadRequest(ModelState);
        return Ok(order);
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
//- fixed: Turn 1 of 2 actions into a minimal API endpoint (3 findings for all of them); left: Orders.Put answers with ModelStateDictionary
//- OrdersController.cs
using Microsoft.AspNetCore.Cors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;

[Route("orders")]
[ProducesResponseType<Order>(StatusCodes.Status200OK)]
[OutputCache(Duration = 9)]
public class OrdersController : ShopController
{
    [HttpPut]
    public IActionResult Put(Order order)
    {
        if (order.Count == 3) ModelState.AddModelError("count", "Three is too few");
        if (!ModelState.IsValid) return BadRequest(ModelState);
        return Ok(order);
    }
}

public static class OrdersEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/orders")
            .WithMetadata(new ProducesResponseTypeAttribute<Order>(StatusCodes.Status200OK), new OutputCacheAttribute { Duration = 9 }, new EnableCorsAttribute("shop"));
        group.MapPost("/", Post);
    }

    private static IResult Post(Order order)
    {
        return Results.Ok(order);
    }
}
//- Program.cs
var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddControllers();
builder.Services.AddValidation();
builder.Services.AddProblemDetails();
builder.Services.AddCors(options => options.AddPolicy("shop", policy => policy.AllowAnyOrigin()));
var app = builder.Build();
app.UseCors();
app.MapControllers();
OrdersEndpoints.Map(app);
app.Run();
