//- Program.cs
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

var app = WebApplication.CreateSlimBuilder(args).Build();
app.MapGet("/", () => "text");
// The generator takes it for text: its code would not compile.
app.MapPost("/todo", ([FromForm] Todo todo) => Results.Ok());
app.Run();

public record Todo(string Name);
//- unfixed
