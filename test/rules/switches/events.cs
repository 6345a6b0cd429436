// A console app has no event sources once it is published: counted with and without EventSourceSupport in the same program.
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Diagnostics.Tracing;

using var listener = new Recorder();
ShopEvents.Log.Ordered(1);
using var made = new EventSource("Made");
//               ^^^^^^^^^^^^^^^^^^^^^^^ AOTL4002
using var meters = new MeterListener();
using var activities = new ActivityListener();
DiagnosticListener.AllListeners.Subscribe(null!);

[EventSource(Name = "Shop")]
sealed class ShopEvents : EventSource
//           ^^^^^^^^^^ AOTL4002
{
    public static readonly ShopEvents Log = new();
    [Event(1)] public void Ordered(int id) => WriteEvent(1, id);
}

class Recorder : EventListener
//    ^^^^^^^^ AOTL4002
{
    protected override void OnEventWritten(EventWrittenEventArgs data) => Debug.WriteLine(data.EventName);
}

partial class Narrow : Recorder;
//            ^^^^^^ AOTL4002
partial class Narrow;
class Unrelated : IDisposable { public void Dispose() { } }
