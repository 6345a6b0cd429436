// `[RequiresAssemblyFiles]` on properties and events, the only one of the family that they take.
using System;
using System.Diagnostics.CodeAnalysis;

namespace MismatchedProperties;

public abstract class Base
{
    [RequiresAssemblyFiles("a")]
    public virtual string OnProperty { get; set; } = "";
    public virtual string OnAccessor { [RequiresAssemblyFiles("a")] get => ""; set { } }
    [RequiresAssemblyFiles("a")]
    public virtual string OnBoth { [RequiresAssemblyFiles("a")] get => ""; set { } }
    public virtual string Plain { get; set; } = "";
    [RequiresAssemblyFiles("a")]
    public virtual string ReadOnly => "";
    [RequiresAssemblyFiles("a")]
    public virtual string this[int index] { get => ""; set { } }
    [RequiresAssemblyFiles("a")]
    public virtual event Action Event { add { } remove { } }
    [RequiresAssemblyFiles("a")]
    public virtual event Action Field;
    public virtual event Action PlainEvent;
    [RequiresAssemblyFiles("a")]
    public abstract string Abstract { get; }
}

public class WithoutRequires : Base
{
    public override string OnProperty { get; set; } = "";
//                                      ^^^ IL3003
//                                           ^^^ IL3003
    public override string OnAccessor { get => ""; set { } }
//                                      ^^^ IL3003
    public override string OnBoth { get => ""; set { } }
//                                  ^^^ IL3003
//                                             ^^^ IL3003
    public override string Plain { get; set; } = "";
    public override string ReadOnly => "";
//                                     ^^ IL3003
    public override string this[int index] { get => ""; set { } }
//                                           ^^^ IL3003
//                                                      ^^^ IL3003
    public override event Action Event { add { } remove { } }
//                                       ^^^ IL3003
//                                               ^^^^^^ IL3003
    public override event Action Field;
    public override event Action PlainEvent;
    public override string Abstract { get => ""; }
//                                    ^^^ IL3003
}

public class WithRequires : Base
{
    [RequiresAssemblyFiles("b")]
    public override string OnProperty { get; set; } = "";
    [RequiresAssemblyFiles("b")]
    public override string OnAccessor { get => ""; set { } }
//                                                 ^^^ IL3003
    public override string OnBoth { [RequiresAssemblyFiles("b")] get => ""; [RequiresAssemblyFiles("b")] set { } }
    [RequiresAssemblyFiles("b")]
    public override string Plain { get; set; } = "";
//                                 ^^^ IL3003
//                                      ^^^ IL3003
    public override string ReadOnly { [RequiresAssemblyFiles("b")] get => ""; }
    [RequiresAssemblyFiles("b")]
    public override string this[int index] { get => ""; set { } }
    [RequiresAssemblyFiles("b")]
    public override event Action Event { add { } remove { } }
    [RequiresAssemblyFiles("b")]
    public override event Action PlainEvent;
    [RequiresAssemblyFiles("b")]
    public override string Abstract => "";
}

public interface IPlain
{
    string OnProperty { get; set; }
    string OnAccessor { get; }
    string OnBoth { get; set; }
    string Explicit { get; set; }
    event Action Event;
    string Static { get; }
}

public class Implements : IPlain
{
    [RequiresAssemblyFiles("b")]
    public string OnProperty { get; set; } = "";
//                ^^^^^^^^^^ IL3003
//                             ^^^ IL3003
//                                  ^^^ IL3003
    public string OnAccessor { [RequiresAssemblyFiles("b")] get => ""; }
//                                                          ^^^ IL3003
    [RequiresAssemblyFiles("b")]
    public string OnBoth { [RequiresAssemblyFiles("b")] get => ""; set { } }
//                ^^^^^^ IL3003
//                                                      ^^^ IL3003
//                                                                 ^^^ IL3003
    [RequiresAssemblyFiles("b")]
    string IPlain.Explicit { get; set; } = "";
//                ^^^^^^^^ IL3003
//                           ^^^ IL3003
//                                ^^^ IL3003
    [RequiresAssemblyFiles("b")]
    public event Action Event;
//                      ^^^^^ IL3003
    [RequiresAssemblyFiles("b")]
    public string Static => "";
//                ^^^^^^ IL3003
//                          ^^ IL3003
}

public interface IRequires
{
    [RequiresAssemblyFiles("a")]
    string OnProperty { get; set; }
    string OnAccessor { [RequiresAssemblyFiles("a")] get; }
    [RequiresAssemblyFiles("a")]
    string Explicit { get; set; }
    [RequiresAssemblyFiles("a")]
    event Action Event;
}

public class ImplementsRequires : IRequires
{
    public string OnProperty { get; set; } = "";
//                ^^^^^^^^^^ IL3003
//                             ^^^ IL3003
//                                  ^^^ IL3003
    public string OnAccessor => "";
//                              ^^ IL3003
    string IRequires.Explicit { get; set; } = "";
//                   ^^^^^^^^ IL3003
//                              ^^^ IL3003
//                                   ^^^ IL3003
    public event Action Event;
//                      ^^^^^ IL3003
}

public class ImplementsByAccessors : IRequires
{
    public string OnProperty { [RequiresAssemblyFiles("b")] get => ""; [RequiresAssemblyFiles("b")] set { } }
//                ^^^^^^^^^^ IL3003
    [RequiresAssemblyFiles("b")]
    public string OnAccessor => "";
//                ^^^^^^^^^^ IL3003
    string IRequires.Explicit { [RequiresAssemblyFiles("b")] get => ""; [RequiresAssemblyFiles("b")] set { } }
//                   ^^^^^^^^ IL3003
    [RequiresAssemblyFiles("b")]
    public event Action Event { add { } remove { } }
}

public abstract class Inherited { public string OnProperty { get; set; } = ""; public string OnAccessor => ""; public string Explicit { get; set; } = ""; public event Action Event; }
public class ImplementsByBase : Inherited, IRequires { }
//           ^^^^^^^^^^^^^^^^ IL3003
public abstract class InheritedRequires { [RequiresAssemblyFiles("b")] public string OnProperty { get; set; } = ""; public string OnAccessor { [RequiresAssemblyFiles("b")] get => ""; } public string OnBoth { get; set; } = ""; public string Explicit { get; set; } = ""; [RequiresAssemblyFiles("b")] public event Action Event; public string Static => ""; }
public class ImplementsPlainByBase : InheritedRequires, IPlain { }
//           ^^^^^^^^^^^^^^^^^^^^^ IL3003

[RequiresUnreferencedCode("t")]
public class MarkedImplements : IPlain
{
    public string OnProperty { get; set; } = "";
    public string OnAccessor { get => ""; }
    public string OnBoth { get; set; } = "";
    string IPlain.Explicit { get; set; } = "";
    public event Action Event;
    public string Static => "";
}

[RequiresUnreferencedCode("t")]
public class MarkedImplementsRequires : IRequires
{
    public string OnProperty { get; set; } = "";
//                ^^^^^^^^^^ IL3003
//                             ^^^ IL3003
//                                  ^^^ IL3003
    public string OnAccessor { get => ""; }
//                             ^^^ IL3003
    string IRequires.Explicit { get; set; } = "";
//                   ^^^^^^^^ IL3003
//                              ^^^ IL3003
//                                   ^^^ IL3003
    public event Action Event;
//                      ^^^^^ IL3003
}

public interface IStatic
{
    [RequiresAssemblyFiles("a")]
    static abstract string Property { get; }
    static abstract event Action Event;
}

public class Statics : IStatic
{
    public static string Property => "";
//                       ^^^^^^^^ IL3003
//                                   ^^ IL3003
    [RequiresAssemblyFiles("b")]
    public static event Action Event { add { } remove { } }
//                             ^^^^^ IL3003
//                                     ^^^ IL3003
//                                             ^^^^^^ IL3003
}

public interface IGeneric<T>
{
    [RequiresAssemblyFiles("a")]
    T Value { get; }
    [RequiresAssemblyFiles("a")]
    T this[T index] { get; }
    [RequiresAssemblyFiles("a")]
    event Action<T> Changed;
}

public struct OfInt : IGeneric<int>
{
    public int Value => 1;
//             ^^^^^ IL3003
//                      ^ IL3003
    public int this[int index] => index;
//             ^^^^ IL3003
//                                ^^^^^ IL3003
    public event Action<int> Changed { add { } remove { } }
//                           ^^^^^^^ IL3003
//                                     ^^^ IL3003
//                                             ^^^^^^ IL3003
    public string this[string index] => index;
}

public class OfStringExplicitly : IGeneric<string>
{
    string IGeneric<string>.Value => "";
//                          ^^^^^ IL3003
//                                   ^^ IL3003
    string IGeneric<string>.this[string index] => "";
//                          ^^^^ IL3003
//                                                ^^ IL3003
    event Action<string> IGeneric<string>.Changed { add { } remove { } }
//                                        ^^^^^^^ IL3003
//                                                  ^^^ IL3003
//                                                          ^^^^^^ IL3003
}
