// A class whose constructor takes nothing but read-only collections stays null below the bound type: built with the generator for net10.0, and run.
var config = new ConfigurationBuilder().Build();
_ = config.Get<Shop>();
//  ^^^^^^^^^^^^^^^^ AOTL3002

class Shop
{
    public Allowed? Allowed { get; set; }
    public Sequence? Sequence { get; set; }
    public Map? Map { get; set; }
    public Names? Names { get; set; }
    public Filled? Filled { get; set; }
    public Mixed? Mixed { get; set; }
    public WithSet? WithSet { get; set; }
}

class Allowed(IReadOnlyList<string> names) { public IReadOnlyList<string> Names { get; } = names; }
record Sequence(IEnumerable<string> Names);
class Map(IReadOnlyDictionary<string, string> entries) { public IReadOnlyDictionary<string, string> Entries => entries; }
record Names(List<string> All);
class Filled(List<string> names) { public List<string> Names { get; } = names; }
class Mixed(IReadOnlyList<string> names, int age) { public IReadOnlyList<string> Names { get; } = names; public int Age { get; } = age; }
class WithSet(IReadOnlyList<string> names) { public IReadOnlyList<string> Names { get; set; } = names; }
