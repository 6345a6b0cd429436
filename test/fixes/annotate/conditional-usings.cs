//- A.cs
/*
#if OLD
#define SLOW
#endif

#if SLOW
*/
#if LIGHT
using static System.Math;
namespace Light
#else
using static System.Environment;

namespace Heavy
#endif
{
    using System;
    using System.Linq;

    class C
    {
        static int Count(Type type) => type.GetProperties().Count();
        int Own() => Count(typeof(C));
        string Line() => NewLine;
    }
}
//- fixed: Annotate parameter 'type' of 'Count' with PublicProperties
//- A.cs
/*
#if OLD
#define SLOW
#endif

#if SLOW
*/
#if LIGHT
using static System.Math;
namespace Light
#else
using static System.Environment;

namespace Heavy
#endif
{
    using System;
    using System.Diagnostics.CodeAnalysis;
    using System.Linq;

    class C
    {
        static int Count([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] Type type) => type.GetProperties().Count();
        int Own() => Count(typeof(C));
        string Line() => NewLine;
    }
}
