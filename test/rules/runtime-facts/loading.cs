// Assemblies are not loaded, and there is no list of them: each line was published with Native AOT and run.
using System.ComponentModel;
using System.Reflection;

Assembly.Load("Other");
//<^^^^^^^^^^^^^ AOTL4001
Assembly.Load("Fixture");
Assembly.Load(new AssemblyName("X"));
//<^^^^^^^^^^^^^ AOTL4001
AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES");
//<^^^^^^^^^^^^^^^^^^ AOTL4001
AppContext.GetData("OTHER");
_ = new DefaultValueAttribute(typeof(int), "5");
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ AOTL4001
_ = new DefaultValueAttribute(5);
