// What a property with [FeatureGuard] may return: every shape of a getter.
using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace GuardShapes;

static class Other
{
    public const bool On = true;
    public const bool Off = false;
    public static readonly bool Field = Environment.TickCount > 0;
    public static bool Mutable;
    public static bool Property => Field;
    public static bool Method() => Field;
    public static bool Dynamic => RuntimeFeature.IsDynamicCodeSupported;
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] public static bool Guarded => RuntimeFeature.IsDynamicCodeSupported;
    [FeatureGuard(typeof(RequiresUnreferencedCodeAttribute))] public static bool Unreferenced => false;
    [FeatureSwitchDefinition("GuardShapes.Switch")] public static bool Switch => AppContext.TryGetSwitch("GuardShapes.Switch", out bool on) && on;
}

static class Fields
{
    const bool On = true;
    const bool Off = false;
    static readonly bool s_known = RuntimeFeature.IsDynamicCodeSupported;
    static readonly bool s_false = false;
    static bool s_mutable;
    static readonly Lazy<bool> s_lazy = new(() => false);

    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool ReadOnly => s_known;
//                                                                               ^^^^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool ReadOnlyFalse => s_false;
//                                                                                    ^^^^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool Mutable { get { return s_mutable; } }
//                                                                                          ^^^^^^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool OwnOn => On;
//                                                                            ^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool OwnOff => Off;
//                                                                             ^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool OthersOn => Other.On;
//                                                                               ^^^^^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool OthersOff => Other.Off;
//                                                                                ^^^^^^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool OthersOffBlock { get { return Other.Off; } }
//                                                                                                 ^^^^^^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool OthersField { get => Other.Field; }
//                                                                                        ^^^^^^^^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool OthersMutable { get => Other.Mutable; }
//                                                                                          ^^^^^^^^^^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool Lazily => s_lazy.Value;
//                                                                             ^^^^^^^^^^^^ IL4000
    [FeatureGuard(typeof(RequiresUnreferencedCodeAttribute))] static bool UnreferencedField => s_known;
//                                                                                             ^^^^^^^ IL4000
    [FeatureGuard(typeof(RequiresAssemblyFilesAttribute))] static bool FilesField => s_known;
//                                                                                   ^^^^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute)), FeatureGuard(typeof(RequiresUnreferencedCodeAttribute))] static bool Both => s_known;
//                                                                                                                                    ^^^^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute)), FeatureGuard(typeof(RequiresUnreferencedCodeAttribute))] static bool BothOne => RuntimeFeature.IsDynamicCodeSupported;
//                                                                                                                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL4000
    [FeatureGuard(typeof(ObsoleteAttribute))] static bool OtherAttribute => s_known;
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] public static bool Initialized { get; } = true;
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] public static bool Backing => field;
//                                                                                     ^^^^^ IL4000
}

static class Values
{
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool True => true;
//                                                                           ^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool False => false;
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool Default => default;
//                                                                              ^^^^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool DefaultOf => default(bool);
//                                                                                ^^^^^^^^^^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool NotTrue => !true;
//                                                                              ^^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool NotFalse => !false;
//                                                                               ^^^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool Parenthesized => (false);
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool Folded => 1 > 2;
//                                                                             ^^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool FoldedAnd => Other.On && Other.Off;
//                                                                                ^^^^^^^^^^^^^^^^^^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool NotConstant => !Other.On;
//                                                                                  ^^^^^^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool Cast => (bool)(object)false;
//                                                                           ^^^^^^^^^^^^^^^^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool CastBool => (bool)false;
//                                                                               ^^^^^^^^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool Assigned { get { bool local = false; return local; } }
//                                                                                                               ^^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool LocalConstant { get { const bool local = false; return local; } }
//                                                                                                                          ^^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool LocalGuard { get { var local = RuntimeFeature.IsDynamicCodeSupported; return local; } }
//                                                                                                                                                ^^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool Method => Other.Method();
//                                                                             ^^^^^^^^^^^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool Property => Other.Property;
//                                                                               ^^^^^^^^^^^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool ThroughProperty => Other.Dynamic;
//                                                                                      ^^^^^^^^^^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool ThroughGuard => Other.Guarded;
    [FeatureGuard(typeof(RequiresUnreferencedCodeAttribute))] static bool ThroughUnreferenced => Other.Unreferenced;
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool OfAnother => Other.Unreferenced;
//                                                                                ^^^^^^^^^^^^^^^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool Switch => Other.Switch;
//                                                                             ^^^^^^^^^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool Compiled => RuntimeFeature.IsDynamicCodeCompiled;
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool Awkward => checked(RuntimeFeature.IsDynamicCodeSupported);
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool Suppressed => RuntimeFeature.IsDynamicCodeSupported!;
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool InParentheses => (RuntimeFeature.IsDynamicCodeSupported);
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool EqualsTrue => RuntimeFeature.IsDynamicCodeSupported == true;
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool TrueEquals => true == RuntimeFeature.IsDynamicCodeSupported;
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool NotEqualsFalse => RuntimeFeature.IsDynamicCodeSupported != false;
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool EqualsFalse => RuntimeFeature.IsDynamicCodeSupported == false;
//                                                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool EqualsConstant => RuntimeFeature.IsDynamicCodeSupported == Other.On;
//                                                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool IsTrue => RuntimeFeature.IsDynamicCodeSupported is true;
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool IsNotFalse => RuntimeFeature.IsDynamicCodeSupported is not false;
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool IsFalse => RuntimeFeature.IsDynamicCodeSupported is false;
//                                                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool IsConstant => RuntimeFeature.IsDynamicCodeSupported is Other.On;
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool NotNot => !!RuntimeFeature.IsDynamicCodeSupported;
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool BitAnd => RuntimeFeature.IsDynamicCodeSupported & Other.Field;
//                                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool AndConstant => RuntimeFeature.IsDynamicCodeSupported && Other.Off;
//                                                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool Or => RuntimeFeature.IsDynamicCodeSupported || Other.Guarded;
//                                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool Ternary => RuntimeFeature.IsDynamicCodeSupported ? true : false;
//                                                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool TernaryFalse => Other.Field ? false : false;
//                                                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool SwitchExpression => Other.Field switch { true => false, _ => RuntimeFeature.IsDynamicCodeSupported };
//                                                                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool Loop { get { while (true) { } } }
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool Early { get { if (!RuntimeFeature.IsDynamicCodeSupported) return false; return Other.Field; } }
//                                                                                                                                                  ^^^^^^^^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool Guarded { get { if (Other.Field) return RuntimeFeature.IsDynamicCodeSupported; return false; } }
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool Tried { get { try { return Other.Field; } catch { return false; } } }
//                                                                                              ^^^^^^^^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool LocalFunction { get { return Local(); static bool Local() => false; } }
//                                                                                                ^^^^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool Lambda { get { Func<bool> f = () => true; return f(); } }
//                                                                                                                    ^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool Configured => AppContext.TryGetSwitch("a", out bool on) ? on : false;
//                                                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool Unreachable { get { if (true) return false; return true; } }
//                                                                                                                      ^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool Platform => OperatingSystem.IsWindows();
//                                                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool Throws => throw new NotSupportedException();
//                                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool ThrowsNull => throw null!;
//                                                                                 ^^^^^^^^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool ThrowsField => throw s_error;
//                                                                                  ^^^^^^^^^^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool ThrowsInAccessor { get => throw new NotSupportedException(); }
//                                                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool ThrowsInBlock { get { throw new NotSupportedException(); } }
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool ThrowsOrFalse => Other.Field ? false : throw new NotSupportedException();
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool ThrowsOrGuard => Other.Field ? RuntimeFeature.IsDynamicCodeSupported : throw new NotSupportedException();
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool ThrowsAfterNull => s_maybe ?? throw new NotSupportedException();
//                                                                                      ^^^^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool ThrowsInSwitch => Other.Field switch { true => false, _ => throw new NotSupportedException() };
//                                                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool ThrowsInParentheses { get { return (Other.Field ? throw new NotSupportedException() : false); } }
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute)), FeatureGuard(typeof(RequiresUnreferencedCodeAttribute))] static bool ThrowsForBoth => throw new NotSupportedException();
//                                                                                                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL4000
    static readonly Exception s_error = new();
    static readonly bool? s_maybe = Environment.TickCount > 0 ? true : null;
}

class Places
{
    bool _field;
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] bool Instance => _field;
//                                                                        ^^^^^^ IL4001
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] bool InstanceFalse => false;
//                                                                             ^^^^^ IL4001
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool? Nullable => false;
//                                                                                ^^^^^ IL4001
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static object Object => false;
//                                                                               ^^^^^ IL4001
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool Auto { get; set; }
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool Init { get { return Other.Off; } set { } }
//                                                                                       ^^^^^^^^^ IL4001
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static ref bool Ref => ref Other.Mutable;
//                                                                                  ^^^^^^^^^^^^^ IL4000
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute)), UnconditionalSuppressMessage("Trimming", "IL4000")] static bool Silenced => Other.Field;
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool Required => Other.Field;
//                                                                               ^^^^^^^^^^^ IL4000
}

static class Uses
{
    [RequiresDynamicCode("dynamic")] static void Dynamic() { }
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))] static bool Field => Other.Field;
//                                                                            ^^^^^^^^^^^ IL4000
    static void All()
    {
        if (Field) Dynamic();
        if (Other.Field) Dynamic();
//                       ^^^^^^^ IL3050
        if (Other.Off) Dynamic();
//                     ^^^^^^^ IL3050
        if (!Field) return;
        Dynamic();
    }
}

static class Thrown
{
    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] static Type Arrow() => throw new NotSupportedException();
    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] static Type OrThrow(Type type, bool condition) => condition ? type : throw new NotSupportedException();
//                                                                                                                                                   ^^^^ IL2068
    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] static Type ThrowOr(Type type, bool condition) => condition ? throw new NotSupportedException() : type;
//                                                                                                                                                                                       ^^^^ IL2068
    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] static Type UnlessNull(Type type) => type ?? throw new ArgumentNullException(nameof(type));
//                                                                                                                          ^^^^ IL2068
    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] static Type Either(Type type, bool condition) => condition ? type : typeof(string);
//                                                                                                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2068
    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] static Type Both(Type type, bool condition) => condition ? throw new InvalidOperationException() : throw new NotSupportedException();
    static void Takes([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] Type type) { }
    static void Call(Type type, bool condition) => Takes(condition ? type : throw new NotSupportedException());
//                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2067
    static void CallUnlessNull(Type type) => Takes(type ?? throw new ArgumentNullException(nameof(type)));
//                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2067
}
