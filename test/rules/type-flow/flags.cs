// Flags of .NET 10 that take inherited members in: checked, not named. Where mismatches of one override are told.
using System;
using System.Diagnostics.CodeAnalysis;
using Flags = System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes;

namespace Fixtures.InheritedFlags
{
    class Targets
    {
        static void Classic([DynamicallyAccessedMembers((Flags)0x3fff)] Type type) { }
        static void Methods([DynamicallyAccessedMembers(Flags.AllMethods)] Type type) { }
        static void Several([DynamicallyAccessedMembers(Flags.AllMethods | Flags.AllConstructors | Flags.PublicEvents)] Type type) { }
        static void Partly([DynamicallyAccessedMembers((Flags)0x3ffff)] Type type) { }
        static void Everything([DynamicallyAccessedMembers((Flags)0x3fffff)] Type type) { }
        static void NonPublic([DynamicallyAccessedMembers(Flags.NonPublicMethodsWithInherited | Flags.NonPublicConstructorsWithInherited)] Type type) { }

        static void None(Type type)
        {
            Classic(type);
//          ^^^^^^^^^^^^^ IL2067
            Methods(type);
//          ^^^^^^^^^^^^^ IL2067
            Several(type);
//          ^^^^^^^^^^^^^ IL2067
            Partly(type);
//          ^^^^^^^^^^^^ IL2067
            Everything(type);
//          ^^^^^^^^^^^^^^^^ IL2067
            NonPublic(type);
//          ^^^^^^^^^^^^^^^ IL2067
        }

        static void PublicMethods([DynamicallyAccessedMembers(Flags.PublicMethods)] Type type)
        {
            Classic(type);
//          ^^^^^^^^^^^^^ IL2067
            Methods(type);
//          ^^^^^^^^^^^^^ IL2067
            Several(type);
//          ^^^^^^^^^^^^^ IL2067
            Everything(type);
//          ^^^^^^^^^^^^^^^^ IL2067
            NonPublic(type);
//          ^^^^^^^^^^^^^^^ IL2067
        }

        static void AllClassic([DynamicallyAccessedMembers((Flags)0x3fff)] Type type)
        {
            Classic(type);
            Methods(type);
//          ^^^^^^^^^^^^^ IL2067
            Several(type);
//          ^^^^^^^^^^^^^ IL2067
            Everything(type);
//          ^^^^^^^^^^^^^^^^ IL2067
            NonPublic(type);
//          ^^^^^^^^^^^^^^^ IL2067
        }
    }
}

namespace Fixtures.OverridePlaces
{
    class Base
    {
        [return: DynamicallyAccessedMembers(Flags.PublicMethods)]
        public virtual Type? Returns<[DynamicallyAccessedMembers(Flags.PublicMethods)] T>([DynamicallyAccessedMembers(Flags.PublicMethods)] Type first, [DynamicallyAccessedMembers(Flags.PublicMethods)] Type second) => null;
        public virtual Type? Takes<[DynamicallyAccessedMembers(Flags.PublicMethods)] T, [DynamicallyAccessedMembers(Flags.PublicMethods)] U>([DynamicallyAccessedMembers(Flags.PublicMethods)] Type first, [DynamicallyAccessedMembers(Flags.PublicMethods)] Type second) => null;
        [DynamicallyAccessedMembers(Flags.PublicMethods)] public virtual Type? Property { get; set; }
        [DynamicallyAccessedMembers(Flags.PublicMethods)] public virtual Type? this[[DynamicallyAccessedMembers(Flags.PublicMethods)] Type index] { get => null; set { } }
    }

    class Derived : Base
    {
        public override Type? Returns<
//                            ^^^^^^^ IL2092 IL2093 IL2095
            T>(
            Type first,
            Type second) => null;

        public override Type? Takes<
            T,
//          ^ IL2095
            U>(
//          ^ IL2095
            Type first,
//               ^^^^^ IL2092
            Type second) => null;
//               ^^^^^^ IL2092

        public override Type? Property
        {
            get;
//          ^^^ IL2093
            set;
//          ^^^ IL2092
        }

        public override Type? this[
            Type index]
//               ^^^^^ IL2092
        {
            get => null;
//          ^^^ IL2092 IL2093
            set { }
//          ^^^ IL2092
        }
    }
}
