using System.Reflection;
using System.Text.Json;
using ShopApi;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddControllers();
builder.Services.AddSingleton<Catalog>();

var app = builder.Build();

app.MapGet("/products", (Catalog catalog) => catalog.All);
app.MapGet("/version", () => Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location));
app.MapGet("/colors", () => string.Join(", ", Enum.GetValues(typeof(Color)).Cast<Color>()));
app.MapGet("/export", (Catalog catalog) => JsonSerializer.Serialize(catalog.All));
app.MapControllers();

app.Run();
