//- A.cs
using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;

enum Color { Red }
struct Point { public int X; }
delegate void Callback();

class C
{
    Array Values() => Enum.GetValues(typeof(Color));
    int Size() => Marshal.SizeOf(typeof(Point));
    Point Read(IntPtr at) => (Point)Marshal.PtrToStructure(at, typeof(Point))!;
    Delegate Function(IntPtr at) => Marshal.GetDelegateForFunctionPointer(at, typeof(Callback));
    int[] Numbers(int[] all) => (int[])Array.CreateInstance(typeof(int), all.Length);
    int Count() => Enum.GetValues(typeof(Color)).Cast<Color>().Count();
    IEnumerable<Color> Backwards() => Enum.GetValues(typeof(Color)).Cast<Color>().Reverse();
}
//- fixed: Write Enum.GetValues<Color>()
//- A.cs
using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;

enum Color { Red }
struct Point { public int X; }
delegate void Callback();

class C
{
    Array Values() => Enum.GetValues<Color>();
    int Size() => Marshal.SizeOf<Point>();
    Point Read(IntPtr at) => Marshal.PtrToStructure<Point>(at)!;
    Delegate Function(IntPtr at) => Marshal.GetDelegateForFunctionPointer<Callback>(at);
    int[] Numbers(int[] all) => new int[all.Length];
    int Count() => Enum.GetValues<Color>().Count();
    IEnumerable<Color> Backwards() => Enum.GetValues<Color>().Cast<Color>().Reverse();
}
