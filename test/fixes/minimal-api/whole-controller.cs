//- Program.cs
var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddControllers();
builder.Services.AddSingleton<Orders>();
var app = builder.Build();
app.UseAuthorization();
app.MapControllers();
app.Run();
//- Orders.cs
public record Order(int Id, string? Name);

public class Orders
{
    public List<Order> All { get; } = [];
    public Order? Find(int id) => All.Find(each => each.Id == id);
}
//- OrdersController.cs
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Shop.Controllers;

[ApiController]
[Route("api/[controller]")]
[Authorize(Roles = "buyer")]
public class OrdersController : ControllerBase
{
    private readonly Orders _orders;
    private readonly ILogger<OrdersController> _logger;

    public OrdersController(Orders orders, ILogger<OrdersController> logger)
    {
        _orders = orders;
        _logger = logger;
    }

    // Those that are there.

    // The newest come first.
    [HttpGet]
    [AllowAnonymous]
    public ActionResult<IEnumerable<Order>> Get(string? name, int skip, int? take)
    {
        _logger.LogInformation("{User} asks", User.Identity?.Name);
        return Ok(_orders.All.Where(each => name == null || each.Name == name).Skip(skip).Take(take ?? 10).ToList());
    }

    [HttpGet("{id:int}")]
    public ActionResult<Order> Get(int id)
    {
        var order = _orders.Find(id);
        if (order is null)
        {
            return NotFound();
        }
        return order;
    }

    [HttpGet("count")]
    public int Count() => _orders.All.Count;

    [HttpGet("[action]/{id}")]
    public async Task<ActionResult<Order>> Peek(int id, CancellationToken cancel)
    {
        await Task.Delay(1, cancel);
        return Ok(_orders.Find(id));
    }

    [HttpPost]
    public ActionResult<Order> Create(Order order)
    {
        if (order.Id == 0) return BadRequest();
        _orders.All.Add(order);
        return CreatedAtAction(nameof(Peek), new { id = order.Id }, order);
    }

    [HttpDelete("{id:int}")]
    public IActionResult Delete(int id) => _orders.All.RemoveAll(each => each.Id == id) > 0 ? NoContent() : StatusCode(410);
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
//- OrdersController.cs
using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;

namespace Shop.Controllers;

public sealed class OrdersEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/Orders").RequireAuthorization(new AuthorizeAttribute { Roles = "buyer" });
        group.MapGet("/", Get);
        group.MapGet("/{id:int}", GetById);
        group.MapGet("/count", Count);
        group.MapGet("/Peek/{id}", Peek).WithName("Orders.Peek");
        group.MapPost("/", Create);
        group.MapDelete("/{id:int}", Delete);
    }

    // Those that are there.

    // The newest come first.
    [AllowAnonymous]
    private static IResult Get(string? name, int? take, ILogger<OrdersEndpoints> logger, ClaimsPrincipal user, Orders orders, int skip = 0)
    {
        name = string.IsNullOrWhiteSpace(name) ? null : name;
        logger.LogInformation("{User} asks", user.Identity?.Name);
        return Results.Ok(orders.All.Where(each => name == null || each.Name == name).Skip(skip).Take(take ?? 10).ToList());
    }

    private static IResult GetById(int id, Orders orders)
    {
        var order = orders.Find(id);
        if (order is null)
        {
            return Results.Problem(statusCode: 404);
        }
        return Results.Ok(order);
    }

    private static int Count(Orders orders) => orders.All.Count;

    private static async Task<IResult> Peek(int id, CancellationToken cancel, Orders orders)
    {
        await Task.Delay(1, cancel);
        return orders.Find(id) is { } found ? Results.Ok(found) : Results.NoContent();
    }

    private static IResult Create(Order order, Orders orders)
    {
        if (order.Id == 0) return Results.Problem(statusCode: 400);
        orders.All.Add(order);
        return Results.CreatedAtRoute("Orders.Peek", new RouteValueDictionary { ["id"] = order.Id }, order);
    }

    private static IResult Delete(int id, Orders orders) => orders.All.RemoveAll(each => each.Id == id) > 0
        ? Results.NoContent()
        : Results.Problem(statusCode: 410);
}
//- Program.cs
using Shop.Controllers;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddAuthorization();
builder.Services.AddProblemDetails();
builder.Services.AddSingleton<Orders>();
var app = builder.Build();
app.UseAuthorization();
OrdersEndpoints.Map(app);
app.Run();
