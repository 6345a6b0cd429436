// Stack traces have no line numbers: each line was published with Native AOT and run.
using System.Diagnostics;

try { }
catch (Exception e)
{
    _ = e.StackTrace!.Contains(":line 1");
//      ^^^^^^^^^^^^^^^^^^^^^^ AOTL4001
    _ = e.StackTrace.Contains("Main");
    _ = Environment.StackTrace.IndexOf(":line") > 0;
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ AOTL4001
    _ = e.Message.Contains(":line");
    var frame = new StackTrace(e, true).GetFrame(0);
    _ = frame?.GetFileLineNumber();
//            ^^^^^^^^^^^^^^^^^^ AOTL4001
    _ = frame?.GetNativeOffset();
}
