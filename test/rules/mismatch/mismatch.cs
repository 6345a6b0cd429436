using System;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Mismatch;

public abstract class Base
{
    [RequiresUnreferencedCode("a")]
    public virtual void Marked() { }
    public virtual void Plain() { }
    [RequiresUnreferencedCode("a"), RequiresDynamicCode("b"), RequiresAssemblyFiles("c")]
    public abstract int All(string text);
    public virtual int Property { [RequiresUnreferencedCode("get")] get => 1; set { } }
    public virtual int Arrow { [RequiresUnreferencedCode("get")] get => 1; }
    [RequiresUnreferencedCode("a")]
    public virtual void Twice() { }
    [RequiresUnreferencedCode("a")]
    public virtual void InMarkedType() { }
}

public class Derived : Base
{
    public override void Marked() { }
//                       ^^^^^^ IL2046
    [RequiresUnreferencedCode("a")]
    public override void Plain() { }
//                       ^^^^^ IL2046
    public override int All(string text) => 1;
//                      ^^^ IL2046 IL3003 IL3051
    public override int Property { get => 2; set { } }
//                                 ^^^ IL2046
    public override int Arrow => 2;
//                               ^ IL2046
    [RequiresUnreferencedCode("other words")]
    public override void Twice() { }
}

[RequiresUnreferencedCode("type")]
public class MarkedType : Base
{
    public override void InMarkedType() { }
    public override int All(string text) => 1;
//                      ^^^ IL3003 IL3051
}

public interface IContract
{
    [RequiresUnreferencedCode("i")]
    void Marked();
    void Plain();
    [RequiresDynamicCode("i")]
    int Explicit<T>(T value);
    int Getter { [RequiresUnreferencedCode("i")] get; }
    static abstract void Static();
}

public class Contract : IContract
{
    public void Marked() { }
//              ^^^^^^ IL2046
    [RequiresUnreferencedCode("c")]
    public void Plain() { }
//              ^^^^^ IL2046
    int IContract.Explicit<T>(T value) => 1;
//                ^^^^^^^^ IL3051
    public int Getter => 1;
//                       ^ IL2046
    [RequiresUnreferencedCode("c")]
    public static void Static() { }
//                     ^^^^^^ IL2046
}

public class Inherited
{
    public void Marked() { }
}

public interface IOne
{
    [RequiresUnreferencedCode("i")]
    void Marked();
}

public class Lists : Inherited, IOne { }
//           ^^^^^ IL2046

public class Descriptor : ICustomTypeDescriptor
{
    public AttributeCollection GetAttributes() => AttributeCollection.Empty;
    public string? GetClassName() => null;
    public string? GetComponentName() => null;
    [RequiresUnreferencedCode("same")]
    public TypeConverter? GetConverter() => null;
    EventDescriptor? ICustomTypeDescriptor.GetDefaultEvent() => null;
//                                         ^^^^^^^^^^^^^^^ IL2046
    public PropertyDescriptor? GetDefaultProperty() => null;
//                             ^^^^^^^^^^^^^^^^^^ IL2046
    public object? GetEditor(Type editorBaseType) => null;
//                 ^^^^^^^^^ IL2046
    public EventDescriptorCollection GetEvents() => EventDescriptorCollection.Empty;
    public EventDescriptorCollection GetEvents(Attribute[]? attributes) => EventDescriptorCollection.Empty;
//                                   ^^^^^^^^^ IL2046
    public PropertyDescriptorCollection GetProperties() => PropertyDescriptorCollection.Empty;
//                                      ^^^^^^^^^^^^^ IL2046
    public PropertyDescriptorCollection GetProperties(Attribute[]? attributes) => PropertyDescriptorCollection.Empty;
//                                      ^^^^^^^^^^^^^ IL2046
    public object? GetPropertyOwner(PropertyDescriptor? pd) => null;
}

public static class Misplaced
{
    [RequiresUnreferencedCode("cctor"), RequiresDynamicCode("cctor"), RequiresAssemblyFiles("cctor")]
    static Misplaced() { }
//         ^^^^^^^^^ IL2116 IL3004 IL3056
    [RequiresUnreferencedCode("main"), RequiresDynamicCode("main"), RequiresAssemblyFiles("main")]
    public static void Main() { }
//                     ^^^^ IL2123 IL3005 IL3057
}
