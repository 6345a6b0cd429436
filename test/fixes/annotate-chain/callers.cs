//- A.cs
using System;

class C
{
    static int Count(Type type) => type.GetProperties().Length;
    static int CountOf(Type type) => Count(type);
    int Own() => CountOf(typeof(C));
}
//- fixed: Annotate parameter 'type' of 'Count' with PublicProperties, and the whole chain
//- A.cs
using System;
using System.Diagnostics.CodeAnalysis;

class C
{
    static int Count([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] Type type) => type.GetProperties().Length;
    static int CountOf([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] Type type) => Count(type);
    int Own() => CountOf(typeof(C));
}
