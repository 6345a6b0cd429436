//- A.cs
using System;
using System.Text.Json;

class C
{
    // The text of a record has its name before it.
    string Held(int id)
    {
        var said = new { id };
        return JsonSerializer.Serialize(said) + $"{said}";
    }

    string Added(int id)
    {
        var added = new { id };
        return JsonSerializer.Serialize(added) + added;
    }

    string Asked(int id)
    {
        var asked = new { id };
        return JsonSerializer.Serialize(asked) + asked.ToString();
    }

    // Whoever is given any object may look at what it is.
    string Given(int id)
    {
        var given = new { id };
        Console.WriteLine("{0}", given);
        return JsonSerializer.Serialize(given);
    }
}
//- unfixed
