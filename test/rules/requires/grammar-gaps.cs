// What the grammar lacks in older C#: each part would lose the findings after it.
using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Runtime.CompilerServices;

namespace Fixtures.GrammarGaps
{
    static class Unsafely
    {
        [RequiresUnreferencedCode("cuts")]
        internal static int Cuts(object? value = null) => 0;

        [RequiresUnreferencedCode("cuts by reference")]
        internal static ref int CutsByRef(ref int value, int offset) => ref value;

        [RequiresUnreferencedCode("cuts a field")]
        internal static ref int CutsNothing() => throw null!;
    }

    class Names
    {
        bool async;
        int required;

        int Run(bool async, Names? with) => async ? Run(async: async, Unsafely.Cuts(async)) : 1;
//                                                                    ^^^^^^^^^^^^^ IL2026

        static int Run(bool async, int value = 0)
        {
            if (!async) return Unsafely.Cuts(async);
//                             ^^^^^^^^^^^^^ IL2026
            return value;
        }

        void Use()
        {
            int required = 3;
            required--;
            Names with = new Names { async = false };
            with.async = async;
            Run(async, with);
            Unsafely.Cuts(with);
//          ^^^^^^^^^^^^^ IL2026
            this.required = required;
        }

        object? Index(Dictionary<string, object>? map, string type, string field) => (object?) map?[type] ?? map?[field] ?? Unsafely.Cuts(map);
//                                                                                                                          ^^^^^^^^^^^^^ IL2026

        int[] Query() => (from _ in Enumerable.Range(0, 3) select Unsafely.Cuts()).ToArray();
//                                                                ^^^^^^^^^^^^^ IL2026

        private static int Cuts(object value, bool async = false) => Unsafely.Cuts(value);
//                                                                   ^^^^^^^^^^^^^ IL2026
    }

    ref partial struct Span
    {
        int value;
        internal int Value() => Unsafely.Cuts(value);
//                              ^^^^^^^^^^^^^ IL2026
    }

    ref partial struct Span
    {
        internal int Again() => Value() + Unsafely.Cuts();
//                                        ^^^^^^^^^^^^^ IL2026
    }

    unsafe class Finalized
    {
        unsafe ~Finalized() => Unsafely.Cuts(this);
//                             ^^^^^^^^^^^^^ IL2026
    }

    static unsafe class Assigned
    {
        static void Calls(ref int first, int[] items)
        {
            Unsafe.Add(ref first, 1) = Unsafely.Cuts();
//                                     ^^^^^^^^^^^^^ IL2026
            Unsafe.Add<int>(ref first, 1) += 2;
            Unsafely.CutsByRef(ref first, 2) = 3;
//          ^^^^^^^^^^^^^^^^^^ IL2026
            Unsafely.CutsNothing() = 4;
//          ^^^^^^^^^^^^^^^^^^^^ IL2026
            (first, items[0]) = (items[0], Unsafely.Cuts());
//                                         ^^^^^^^^^^^^^ IL2026
            var (one, two) = (1, Unsafely.Cuts());
//                               ^^^^^^^^^^^^^ IL2026
        }

        static int Pointers(int* source, byte* bytes)
        {
            *source++ = Unsafely.Cuts();
//                      ^^^^^^^^^^^^^ IL2026
            *(source + 1) = Unsafely.Cuts();
//                          ^^^^^^^^^^^^^ IL2026
            *(int*)bytes = Unsafely.Cuts();
//                         ^^^^^^^^^^^^^ IL2026
            *(short*)(bytes + 4) = *(short*)(source + Unsafely.Cuts());
            *((int*)bytes) ^= 3;
            int read = *(int*)bytes + *((int*)bytes + 1) * (*source);
            if (*(source + 1) == read && *source == (int)*(bytes)) return *(int*)(bytes + Unsafely.Cuts());
            return 2 * (read + Unsafely.Cuts());
//                             ^^^^^^^^^^^^^ IL2026
        }
    }
}

// The analyzer does not look at what a pointer operation works on.
namespace Fixtures.Pointers
{
    unsafe class Operations
    {
        struct Pair
        {
            internal int First;
            internal void Set(int value) { }
            [RequiresUnreferencedCode("marked")] internal void Marked(int value) { }
        }

        [RequiresUnreferencedCode("number")] static int Number(int value = 0) => 0;
        [RequiresUnreferencedCode("numbers")] static int* Numbers() => null;
        [RequiresUnreferencedCode("pairs")] static Pair* Pairs() => null;
        [RequiresUnreferencedCode("array")] static int[] Items() => [];
        [RequiresUnreferencedCode("text")] static string Text() => "";

        static void Use(int* given)
        {
            int read = *Numbers() + given[Number()] + Numbers()[0];
            *Numbers() = Number();
//                       ^^^^^^ IL2026
            given[Number()] = Number();
//                            ^^^^^^ IL2026
            Pairs()->First = Number();
//                           ^^^^^^ IL2026
            Pairs()->Set(Number());
//                       ^^^^^^ IL2026
            Pairs()->Marked(Number());
//          ^^^^^^^^^^^^^^^ IL2026
//                          ^^^^^^ IL2026
            int* moved = Numbers() + Number();
//                       ^^^^^^^ IL2026
//                                   ^^^^^^ IL2026
            int* address = &Numbers()[1];
            int* local = stackalloc int[Number()];
            Span<int> span = stackalloc int[] { Number(), 2 };
            fixed (int* first = Items(), second = &Items()[1]) Number();
//                                                             ^^^^^^ IL2026
            fixed (char* characters = Text()) Number();
//                                            ^^^^^^ IL2026
            (*Numbers())++;
            Action action = () => { int inner = *Numbers() + Number(); };
//                                                           ^^^^^^ IL2026
        }
    }
}

// Creations that the grammar takes for a tuple of comparisons.
namespace Fixtures.Creations
{
    class Pair<T, U>(object? value = null)
    {
        [RequiresUnreferencedCode("pair")] internal Pair<T, U> Marked() => this;
        internal object? Value => value;
    }

    class Cache
    {
        Pair<Cache, Pair<int, Cache>>? pair;
        Pair<Fixtures.Creations.Cache, Cache>? qualified;
        Pair<string, Cache>? predefined;

        Pair<Cache, Pair<int, Cache>> One() => pair ?? (pair = new Pair<Cache, Pair<int, Cache>>(this).Marked());
//                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        Pair<Fixtures.Creations.Cache, Cache> Two(object value) => qualified ?? (qualified = new Pair<Fixtures.Creations.Cache, Cache>(value)).Marked();
//                                                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        Pair<string, Cache> Three(object value) => predefined ?? (predefined = new Pair<string, Cache>(value)).Marked();
//                                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
    }
}

// Generic calls that the grammar takes for comparisons: after a cast, and in arguments.
namespace Fixtures.Generics
{
    class Key { internal class Inner<T> { } }

    class Calls
    {
        [RequiresUnreferencedCode("one")] static object One<T>(object? value) => value!;
        [RequiresUnreferencedCode("two")] static object Two<T, U>(object? value, int other = 0) => value!;
        [RequiresUnreferencedCode("any")] static bool Any(object first, object? second = null) => true;
        readonly Calls? inner;

        string Casts(Calls given, int[] numbers)
        {
            var text = (string)One<Key>(given);
//                             ^^^^^^^^ IL2026
            text = (string)Two<Key, Key.Inner<int>>(given, 1) + (string)One<Key.Inner<Key[]>?>((Key)One<Key>((Key?)One<Fixtures.Generics.Key>(null)));
//                         ^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
//                                                                      ^^^^^^^^^^^^^^^^^^^^^^ IL2026
//                                                                                                  ^^^^^^^^ IL2026
//                                                                                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
            Any((Key)Two<Key, Calls>(1), (Key)Two<Key.Inner<Key>, Fixtures.Generics.Key>(2, 3));
//          ^^^ IL2026
//                   ^^^^^^^^^^^^^^^ IL2026
//                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
            Func<object> late = () => (Key)One<Key>(text);
//                                         ^^^^^^^^ IL2026
            dynamic runtime = given;
            text = (string)runtime.Convert<Key>(text);
//                         ^^^^^^^^^^^^^^^^^^^^ IL2026 IL3050
            return ((Calls?)One<Calls>(text))?.inner?.ToString() ?? (string)One<string>(text).ToString()!;
//                          ^^^^^^^^^^ IL2026
//                                                                          ^^^^^^^^^^^ IL2026
        }
    }

    class Quoted
    {
        [RequiresUnreferencedCode("appends")] Quoted Append(string text) => this;
        void Uses(string x)
        {
            Append(") = 1");
//          ^^^^^^ IL2026
            Append("(" + x).Append(") = @p").Append(" with , async ;"); /* ) = 2 */
//          ^^^^^^ IL2026
//          ^^^^^^^^^^^^^^^^^^^^^^ IL2026
//          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
        }
    }
}
