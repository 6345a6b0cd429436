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
            Methods(type);
            Several(type);
            Partly(type);
            Everything(type);
            NonPublic(type);
        }

        static void PublicMethods([DynamicallyAccessedMembers(Flags.PublicMethods)] Type type)
        {
            Classic(type);
            Methods(type);
            Several(type);
            Everything(type);
            NonPublic(type);
        }

        static void AllClassic([DynamicallyAccessedMembers((Flags)0x3fff)] Type type)
        {
            Classic(type);
            Methods(type);
            Several(type);
            Everything(type);
            NonPublic(type);
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
            T>(
            Type first,
            Type second) => null;

        public override Type? Takes<
            T,
            U>(
            Type first,
            Type second) => null;

        public override Type? Property
        {
            get;
            set;
        }

        public override Type? this[
            Type index]
        {
            get => null;
            set { }
        }
    }
}
