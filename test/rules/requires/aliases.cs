// Attributes under other names: an alias means what it stands for, in this file and where it is global.
global using Trimmed = System.Diagnostics.CodeAnalysis.RequiresUnreferencedCodeAttribute;
using System;
using System.Diagnostics.CodeAnalysis;
using DAM = System.Diagnostics.CodeAnalysis.DynamicallyAccessedMembersAttribute;
using DAMT = System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes;
using NoReturnAttribute = System.Diagnostics.CodeAnalysis.DoesNotReturnAttribute;
using Unless = System.Diagnostics.CodeAnalysis.DoesNotReturnIfAttribute;
using Guard = System.Diagnostics.CodeAnalysis.FeatureGuardAttribute;
using Silent = System.Diagnostics.CodeAnalysis.UnconditionalSuppressMessageAttribute;
using Dynamic = System.Diagnostics.CodeAnalysis.RequiresDynamicCodeAttribute;

namespace Aliases
{
    using Inner = System.Diagnostics.CodeAnalysis.RequiresAssemblyFilesAttribute;

    static class Declared
    {
        [Trimmed("trimmed")] public static void Trims() { }
        [Dynamic("dynamic")] public static void Compiles() { }
        [Inner("inner")] public static void Files() { }
        public static int Both { [Trimmed("both"), Dynamic("both")] get => 1; }
        public static int Getter { [Trimmed("getter")] get { Trims(); return 1; } }
        [NoReturn] public static void Fail() => throw new Exception();
        public static void Check([Unless(false)] bool condition) { if (!condition) throw new Exception(); }
        [Guard(typeof(RequiresUnreferencedCodeAttribute))] public static bool Wrong => true;
//                                                                                     ^^^^ IL4000
        [Guard(typeof(Dynamic))] public static bool Right => false;
    }

    [Trimmed("class")] class Marked { public static void Static() { } }

    class Uses<[DAM(DAMT.PublicMethods)] T, U>
    {
        [DAM(DAMT.PublicMethods)] static Type s_methods = typeof(int);
        [DAM(DAMT.PublicFields)] Type Fields { get; set; } = typeof(int);

        static void Calls(bool choice)
        {
            Declared.Trims();
//          ^^^^^^^^^^^^^^ IL2026
            Declared.Compiles();
//          ^^^^^^^^^^^^^^^^^ IL3050
            Declared.Files();
//          ^^^^^^^^^^^^^^ IL3002
            _ = Declared.Both + Declared.Getter;
//              ^^^^^^^^^^^^^ IL2026 IL3050
//                              ^^^^^^^^^^^^^^^ IL2026
            Marked.Static();
//          ^^^^^^^^^^^^^ IL2026
            new Marked();
//          ^^^^^^^^^^^^ IL2026
            if (choice)
            {
                Declared.Fail();
                Declared.Trims();
            }
            Declared.Check(Declared.Right);
            Declared.Compiles();
        }

        [Trimmed("scope")] static void InScope() { Declared.Trims(); Action action = () => Declared.Trims(); }
        [Silent("Trimming", "IL2026")] static void Silenced() => Declared.Trims();

        void Flows([DAM(DAMT.PublicMethods)] Type methods, [DAM(DAMT.PublicFields)] Type fields)
        {
            s_methods = methods;
            s_methods = fields;
//          ^^^^^^^^^^^^^^^^^^ IL2069
            Fields = methods;
//          ^^^^^^^^^^^^^^^^ IL2067
            Fields = fields;
            s_methods = typeof(T);
            s_methods = typeof(U);
//          ^^^^^^^^^^^^^^^^^^^^^ IL2089
            s_methods = Returns();
            Func<Type, Type> lambda = [return: DAM(DAMT.PublicMethods)] ([DAM(DAMT.PublicMethods)] type) => type;
//                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2111
            [return: DAM(DAMT.PublicMethods)] static Type Local([DAM(DAMT.PublicMethods)] Type type) => type;
            s_methods = Local(fields);
//                      ^^^^^^^^^^^^^ IL2067
        }

        [return: DAM(DAMT.PublicMethods)] static Type Returns() => typeof(U);
//                                                                 ^^^^^^^^^ IL2088
    }

    class Base { [Trimmed("base")] public virtual void Do() { } public virtual void Take([DAM(DAMT.All)] Type type) { } }
    class Derived : Base { public override void Do() { } public override void Take(Type type) { } }
//                                              ^^ IL2046
//                                                                                      ^^^^ IL2092
    class Matched : Base { [Trimmed("derived")] public override void Do() { } public override void Take([DAM(DAMT.All)] Type type) { } }
    record Primary([property: DAM(DAMT.PublicMethods)] [param: DAM(DAMT.PublicMethods)] Type Type);
}
