// Assemblies are not loaded, and there is no list of them: each line was published with Native AOT and run.
using System.ComponentModel;
using System.Reflection;

Assembly.Load("Other");
Assembly.Load("Fixture");
Assembly.Load(new AssemblyName("X"));
AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES");
AppContext.GetData("OTHER");
_ = new DefaultValueAttribute(typeof(int), "5");
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ AOTL4001
_ = new DefaultValueAttribute(5);
