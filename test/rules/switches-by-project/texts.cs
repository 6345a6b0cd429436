// Switches that only a project sets; event sources are on in a web app. Each line was published and run with and without them.
using System.Diagnostics.Metrics;
using System.Diagnostics.Tracing;
using System.Globalization;

try { }
catch (Exception e)
{
    _ = e.Message.Contains("format");
//      ^^^^^^^^^^^^^^^^^^ AOTL4002
    _ = e.Message == "Nullable object must have a value.";
//      ^^^^^^^^^ AOTL4002
    _ = e.Message is "Other";
//      ^^^^^^^^^ AOTL4002
    _ = e.Message + "Other";
    _ = e.Message.Contains(args[0]);
    _ = e.StackTrace!.Contains("Main");
//      ^^^^^^^^^^^^^^^^^^^^^^ AOTL4002
    _ = e.GetType().Name == "FormatException";
}
catch (ArgumentException e) when (e.Message.StartsWith("Value")) { }
//                                ^^^^^^^^^^^^^^^^^^^^ AOTL4002

using var meters = new MeterListener();
//                 ^^^^^^^^^^^^^^^^^^^ AOTL4002
_ = new CultureInfo("de-DE");
//  ^^^^^^^^^^^^^^^^^^^^^^^^ AOTL4002
_ = HttpClient.DefaultProxy;
_ = System.Net.HttpVersion.Version30;

class Recorder : EventListener;
