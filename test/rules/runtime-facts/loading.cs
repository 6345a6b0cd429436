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
AppContext.GetData("FX_DEPS_FILE");
//<^^^^^^^^^^^^^^^^^^ AOTL4001
System.Runtime.Loader.AssemblyLoadContext.Default.LoadFromAssemblyName(new AssemblyName("Other"));
//<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ AOTL4001
AppDomain.CurrentDomain.Load(new AssemblyName("Fixture"));
_ = Assembly.GetCallingAssembly();
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^ AOTL4001
_ = typeof(int).MetadataToken;
//  ^^^^^^^^^^^^^^^^^^^^^^^^^ AOTL4001

class Plugins
{
    [System.Diagnostics.CodeAnalysis.RequiresUnreferencedCode("Loads.")]
    public static Assembly Marked() => Assembly.GetCallingAssembly();
}
