// What names mean: members that interfaces hide, constraints and nullable arguments of generic owners, event accessors, sums of enums.
#nullable disable
using System;
using System.Collections.Generic;
using System.Linq.Expressions;
using System.Diagnostics.CodeAnalysis;

namespace Fixtures.MemberLookup;

interface IModelRead { bool IsOwned(int a); } interface IModel : IModelRead, IAnnotated { new IModelBuilder Builder { get; } [RequiresUnreferencedCode("owned")] new bool IsOwned(int a); bool? Should(int a); } interface IModelBuilder { [RequiresUnreferencedCode("complex")] void Complex(int a, bool b = false); } interface IBuilder { } interface ITypeBuilder { IType Metadata { get; } } interface IEntityBuilder : ITypeBuilder { new IEntity Metadata { get; } }
interface IRead { object this[string s] { get; } } interface ITypeRead : IRead { IModelRead Model { get; } } interface IAnnotated : IRead { IBuilder Builder { get; } bool IsIn { [RequiresUnreferencedCode("in")] get => true; } } interface IType : ITypeRead, IAnnotated { new IModel Model { get; } new ITypeBuilder Builder { get; } } interface IEntityRead : ITypeRead { } interface IEntity : IEntityRead, IType { new IEntityBuilder Builder { get; } }
interface IComplex : IEntityRead, IType { new ITypeBuilder Builder { get; } }
class Hidden { void M(IEntity e, IComplex c, IType t, IEntityBuilder b) { e.Model.IsOwned(1); e.Model.Builder.Complex(1); c.Builder.Metadata.Model.Builder.Complex(2); t.Model.Builder.Complex(3); b.Metadata.Model.Builder.Complex(1); _ = e.IsIn; if (e.Model.Should(1) != true && !e.Model.IsOwned(2)) {} } }
//                                                                        ^^^^^^^^^^^^^^^ IL2026
//                                                                                            ^^^^^^^^^^^^^^^^^^^^^^^ IL2026
//                                                                                                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
//                                                                                                                                                                     ^^^^^^^^^^^^^^^^^^^^^^^ IL2026
//                                                                                                                                                                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
//                                                                                                                                                                                                                                          ^^^^^^ IL2026
//                                                                                                                                                                                                                                                                                    ^^^^^^^^^^^^^^^ IL2026
class Args : EventArgs {}
interface ICache { } interface ISyntax<TB> { [RequiresUnreferencedCode("instead")] void InsteadOf<TR>() where TR : TB; [RequiresUnreferencedCode("two")] void Two<TR>() where TR : class, TB, new(); }
class Made<T> where T : class { [RequiresUnreferencedCode("function")] public Made(Func<T> f) {} [RequiresUnreferencedCode("value")] public Made(T v) {} }
class Emitter : ICache {}
delegate void Handler(object o);
class Various {
  [RequiresUnreferencedCode("args")] static Args Of(object o) => null; [RequiresUnreferencedCode("int")] static void G(int i) {} [RequiresUnreferencedCode("day")] static void G(DayOfWeek d) {} [RequiresUnreferencedCode("ok")] static void Ok(Args a) {} [RequiresUnreferencedCode("bad")] static void Ok(object a) {}
  public event Func<object, Args> Registered { add { Ok(value(this)); Ok(value?.Invoke(this)); } remove { Ok(value(null)); } }
//                                                   ^^ IL2026
//                                                                    ^^ IL2026
//                                                                                                        ^^ IL2026
  void F1(ISyntax<ICache> s, Action<Action<ISyntax<ICache>>> a) { s.InsteadOf<Emitter>(); s.Two<Emitter>(); a((ISyntax<ICache> loc) => { loc.InsteadOf<Emitter>(); }); }
//                                                                ^^^^^^^^^^^^^^^^^^^^ IL2026
//                                                                                        ^^^^^^^^^^^^^^ IL2026
//                                                                                                                                       ^^^^^^^^^^^^^^^^^^^^^^ IL2026
  Expression Build() => null; void F2() { var x = new Made<Expression>(Build); var y = new Made<Expression>(() => null); Take(Build); } [RequiresUnreferencedCode("tree")] void Take(Expression e) {} [RequiresUnreferencedCode("func")] void Take(Func<Expression> f) {}
//                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
//                                                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IL2026
//                                                                                                                       ^^^^ IL2026
  void F5(DateTime from, DayOfWeek d) { var e = d - 1; G(e); G(d - DayOfWeek.Monday); G(0 - d); G(0 - d + 1); G(1 + d); G(d + 1); G(d ^ d); G(~d); }
//                                                     ^ IL2026
//                                                           ^ IL2026
//                                                                                    ^ IL2026
//                                                                                              ^ IL2026
//                                                                                                            ^ IL2026
//                                                                                                                      ^ IL2026
//                                                                                                                                ^ IL2026
//                                                                                                                                          ^ IL2026
}
class Comparer<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] T> {}
class NullableComparer<T> : Comparer<T?> where T : struct { Comparer<T?> Make() => new Comparer<T?>(); static void M<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] U>() { M<T?>(); M<U>(); M<int?>(); M<int?[]>(); } }
//    ^^^^^^^^^^^^^^^^ IL2091
//                                                                                 ^^^^^^^^^^^^^^^^^^ IL2091
//                                                                                                                                                                                                     ^^^^^^^ IL2091
