// Elements of collection initializers are arguments of `Add`.
using System;
using System.Collections;
using System.Diagnostics.CodeAnalysis;
using static System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes;

public class Kinds : IEnumerable
{
    public void Add([DynamicallyAccessedMembers(PublicMethods)] Type kind) { }
    public void Add(string name, [DynamicallyAccessedMembers(PublicMethods)] Type kind) { }
    public IEnumerator GetEnumerator() => throw new InvalidOperationException();
}

public class Holder
{
    public Kinds Kinds { get; } = new();
    public Kinds this[int index] => Kinds;
    public Type? Plain { get; set; }
}

public static class More
{
    public static void Add(this Kinds kinds, int number, [DynamicallyAccessedMembers(PublicMethods)] Type kind) { }
}

public class Elements
{
    public Kinds One(Type given) => new() { given };
//                                          ^^^^^ IL2067
    public Kinds Two(Type given) => new() { { "name", given } };
//                                          ^^^^^^^^^^^^^^^^^ IL2067
    public Kinds Extension(Type given) => new() { { 1, given } };
//                                                ^^^^^^^^^^^^ IL2067
    public Holder InMember(Type given) => new() { Kinds = { given, { "name", given } }, Plain = given };
//                                                          ^^^^^ IL2067
//                                                                 ^^^^^^^^^^^^^^^^^ IL2067
    public Holder InIndexer(Type given) => new() { [0] = { given } };
//                                                         ^^^^^ IL2067
    public Kinds Branch(bool which, Type given) => new() { which ? typeof(string) : given };
//                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2067
    public Kinds Fine([DynamicallyAccessedMembers(PublicMethods)] Type given) => new() { given, typeof(int), { "name", given } };
    public Kinds FromCall() => new() { Find(), { "name", Type.GetType("Elements")! } };
//                                     ^^^^^^ IL2072
//                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2111
    static Type Find() => typeof(int);
}
