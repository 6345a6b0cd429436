//- A.cs
using System;

class C<T>
{
    Array Values(Type type) => Enum.GetValues(type);
    Array Own() => Enum.GetValues(typeof(T));
}
//- unfixed
