//- A.cs
using System;

class C
{
    static int Count(Type type) => type.GetProperties().Length;
    int Own() => Count(typeof(C));
}
//- fixed: Annotate parameter 'type' of 'Count' with PublicProperties
//- A.cs
using System;
using System.Diagnostics.CodeAnalysis;

class C
{
    static int Count([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] Type type) => type.GetProperties().Length;
    int Own() => Count(typeof(C));
}
