// Products in arguments, which the grammar takes for declarations of pointers, and constant sizes.
#nullable disable
using System;
using System.Diagnostics.CodeAnalysis;

namespace Fixtures.Products;

class C {
  class Q { public int W = 1; public Q Next; public int P { [RequiresUnreferencedCode("p")] get => 1; } }
  [RequiresUnreferencedCode("x")] static int Area(int a, int b = 0) => a;
  static int Fit(uint a) => 1; [RequiresUnreferencedCode("y")] static int Fit(long a) => 2; [RequiresUnreferencedCode("z")] static int Fit(byte a) => 3;
  static unsafe void M(Q q, int d) {
    Area(q.W * d); Area(1, q.Next.W * d); Area(q.P * d, q.Next.P * d); Area(IntPtr.Size * d); var t = (q.P * d, 1);
//  ^^^^ IL2026
//                 ^^^^ IL2026
//                                        ^^^^ IL2026
//                                             ^^^ IL2026
//                                                      ^^^^^^^^ IL2026
//                                                                     ^^^^ IL2026
//                                                                                                     ^^^ IL2026
    Fit(sizeof(uint)); Fit(sizeof(byte) * d); Fit((byte)sizeof(int));
//  ^^^ IL2026
//                     ^^^ IL2026
//                                            ^^^ IL2026
    const byte s = sizeof(long);
  }
}
