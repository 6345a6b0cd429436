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
    [RequiresUnreferencedCode("a")]
    public override void Plain() { }
    public override int All(string text) => 1;
    public override int Property { get => 2; set { } }
    public override int Arrow => 2;
    [RequiresUnreferencedCode("other words")]
    public override void Twice() { }
}

[RequiresUnreferencedCode("type")]
public class MarkedType : Base
{
    public override void InMarkedType() { }
    public override int All(string text) => 1;
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
    [RequiresUnreferencedCode("c")]
    public void Plain() { }
    int IContract.Explicit<T>(T value) => 1;
    public int Getter => 1;
    [RequiresUnreferencedCode("c")]
    public static void Static() { }
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

public class Descriptor : ICustomTypeDescriptor
{
    public AttributeCollection GetAttributes() => AttributeCollection.Empty;
    public string? GetClassName() => null;
    public string? GetComponentName() => null;
    [RequiresUnreferencedCode("same")]
    public TypeConverter? GetConverter() => null;
    EventDescriptor? ICustomTypeDescriptor.GetDefaultEvent() => null;
    public PropertyDescriptor? GetDefaultProperty() => null;
    public object? GetEditor(Type editorBaseType) => null;
    public EventDescriptorCollection GetEvents() => EventDescriptorCollection.Empty;
    public EventDescriptorCollection GetEvents(Attribute[]? attributes) => EventDescriptorCollection.Empty;
    public PropertyDescriptorCollection GetProperties() => PropertyDescriptorCollection.Empty;
    public PropertyDescriptorCollection GetProperties(Attribute[]? attributes) => PropertyDescriptorCollection.Empty;
    public object? GetPropertyOwner(PropertyDescriptor? pd) => null;
}

public static class Misplaced
{
    [RequiresUnreferencedCode("cctor"), RequiresDynamicCode("cctor"), RequiresAssemblyFiles("cctor")]
    static Misplaced() { }
    [RequiresUnreferencedCode("main"), RequiresDynamicCode("main"), RequiresAssemblyFiles("main")]
    public static void Main() { }
}
