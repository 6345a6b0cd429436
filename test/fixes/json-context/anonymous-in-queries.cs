//- A.cs
using System.Linq;
using System.Text.Json;

class C
{
    // Whoever translates the query may know anonymous types alone.
    string Write(IQueryable<string> names) => JsonSerializer.Serialize(names.Select(name => new { name.Length }).OrderBy(each => each.Length).ToList());

    string WriteQuery(IQueryable<string> names) => JsonSerializer.Serialize((from name in names select new { name.Length }).ToList());
}
//- unfixed
