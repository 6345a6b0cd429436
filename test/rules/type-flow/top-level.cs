// Top-level statements: `args` is a parameter of the method that the compiler makes of them.
using System;
using System.Diagnostics.CodeAnalysis;

var first = Type.GetType(args[0]);
//          ^^^^^^^^^^^^^^^^^^^^^ IL2057
foreach (var each in args) Type.GetType(each);
//                         ^^^^^^^^^^^^^^^^^^ IL2057
Take(args.Length > 3 ? Type.GetType(args[1]) : null);
//                     ^^^^^^^^^^^^^^^^^^^^^ IL2057
var lambda = () => Type.GetType(args[0]);
//                 ^^^^^^^^^^^^^^^^^^^^^ IL2057
args = ["System.String"];
Type.GetType(args[0]);
//<^^^^^^^^^^^^^^^^^^^^^ IL2057
args[0] = "System.Int32";
Type.GetType(args[0]);
//<^^^^^^^^^^^^^^^^^^^^^ IL2057
first = typeof(string);
Take(first);
Take(first.BaseType);

void Take([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] Type? type) => Console.WriteLine(type);
