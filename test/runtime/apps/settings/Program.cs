// A project that asks for Native AOT and forbids what it implies: it cannot be published until the property is gone.
Console.WriteLine("runs: works");
