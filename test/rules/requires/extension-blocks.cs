// Extension blocks (C# 14): their members are judged, also where nothing can bind to them yet.
using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;

namespace ExtensionBlocks;

static class Extensions
{
    [RequiresUnreferencedCode("text")] static string Text(string text) => text;

    extension(string value)
    {
        public string Twice => value + Text(value);
//                                     ^^^^ IL2026
        public string Thrice() { return Text(value + value); }
//                                      ^^^^ IL2026
        public static string Make() => Text("");
//                                     ^^^^ IL2026
        [RequiresUnreferencedCode("marked")] public string Marked() => Text(value);
        public static string operator *(string left, int right) => Text(left);
//                                                                 ^^^^ IL2026
    }

    static void Between() => Text("between");
//                           ^^^^ IL2026

    extension<T>(List<T> list) where T : class, new()
    {
        public T First { get { Text("first"); return list[0]; } set => Text("set"); }
//                             ^^^^ IL2026
//                                                                     ^^^^ IL2026
        public T Make() { Text(list.Count.ToString()); return new T(); }
//                        ^^^^ IL2026
    }

    extension(ref int number)
    {
        public void Increase() { Text(number.ToString()); number++; }
//                               ^^^^ IL2026
    }

    extension(Type)
    {
        public static object? Create(string name) => Activator.CreateInstance(Type.GetType(name)!);
//                                                                            ^^^^^^^^^^^^^^^^^^ IL2057
    }

    extension([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] Type type)
    {
        public int Methods => type.GetMethods().Length;
        public int Fields() => type.GetFields().Length;
//                             ^^^^^^^^^^^^^^^^ IL2070
    }

    extension(Type plain)
    {
        public int Properties() => plain.GetProperties().Length;
//                                 ^^^^^^^^^^^^^^^^^^^^^ IL2070
    }

    public static void Classic(this string value) => Text(value);
//                                                   ^^^^ IL2026
}

static class Use
{
    static void After(string value, Type type)
    {
        value.Classic();
        Console.WriteLine(value.Length);
    }
}
