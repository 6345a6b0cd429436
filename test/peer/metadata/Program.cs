// Prints what System.Reflection.Metadata says of assemblies, a line for each visible type and member, in the
// words of test/peer/metadata.ts. For each path: `# PATH`, then the lines.
using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;

var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 1 << 16) { NewLine = "\n" };
foreach (var path in args)
{
    output.WriteLine($"# {path}");
    using var image = new PEReader(File.OpenRead(path));
    if (image.HasMetadata && image.GetMetadataReader() is { IsAssembly: true } reader) new Printer(reader, output).Print();
}
output.Flush();

sealed class Printer(MetadataReader reader, TextWriter output)
{
    readonly Names names = new(reader);

    public void Print()
    {
        foreach (var handle in reader.TypeDefinitions)
        {
            var type = reader.GetTypeDefinition(handle);
            if (Visible(type)) Type(handle, type);
        }
    }

    // A type is visible when it and all types around it are.
    bool Visible(TypeDefinition type)
    {
        var visibility = type.Attributes & TypeAttributes.VisibilityMask;
        if (type.IsNested && !Visible(reader.GetTypeDefinition(type.GetDeclaringType()))) return false;
        return visibility is TypeAttributes.Public or TypeAttributes.NestedPublic or TypeAttributes.NestedFamily or TypeAttributes.NestedFamORAssem;
    }

    static bool Visible(MethodAttributes attributes) => (attributes & MethodAttributes.MemberAccessMask) is MethodAttributes.Public or MethodAttributes.Family or MethodAttributes.FamORAssem;

    static bool Visible(FieldAttributes attributes) => (attributes & FieldAttributes.FieldAccessMask) is FieldAttributes.Public or FieldAttributes.Family or FieldAttributes.FamORAssem;

    void Type(TypeDefinitionHandle handle, TypeDefinition type)
    {
        var parameters = type.GetGenericParameters();
        var baseName = type.BaseType.IsNil ? "" : names.Of(type.BaseType);
        output.WriteLine($"type {names.Of(handle)} {((type.Attributes & TypeAttributes.Interface) != 0 ? "interface" : "")} {((type.Attributes & TypeAttributes.Abstract) != 0 ? "abstract" : "")} {((type.Attributes & TypeAttributes.Sealed) != 0 ? "sealed" : "")} : {baseName} [{string.Join(", ", type.GetInterfaceImplementations().Select(each => names.Of(reader.GetInterfaceImplementation(each).Interface)))}] {Generics(parameters)} {Attributes(type.GetCustomAttributes())}");
        var accessors = new HashSet<MethodDefinitionHandle>();
        var isEnum = baseName == "System.Enum";
        foreach (var each in type.GetProperties()) { var a = reader.GetPropertyDefinition(each).GetAccessors(); accessors.Add(a.Getter); accessors.Add(a.Setter); }
        foreach (var each in type.GetEvents()) { var a = reader.GetEventDefinition(each).GetAccessors(); accessors.Add(a.Adder); accessors.Add(a.Remover); if (!a.Raiser.IsNil) accessors.Add(a.Raiser); }
        foreach (var each in type.GetFields())
        {
            var field = reader.GetFieldDefinition(each);
            if (!Visible(field.Attributes) || (isEnum && (field.Attributes & FieldAttributes.Static) == 0)) continue;
            var constant = (field.Attributes & FieldAttributes.Literal) != 0 && !field.GetDefaultValue().IsNil ? Constant(reader.GetConstant(field.GetDefaultValue())) : "";
            output.WriteLine($"  field {Access((int)(field.Attributes & FieldAttributes.FieldAccessMask))} {((field.Attributes & FieldAttributes.Static) != 0 ? "static" : "")} {((field.Attributes & FieldAttributes.InitOnly) != 0 ? "readonly" : "")} {((field.Attributes & FieldAttributes.Literal) != 0 ? "const" : "")} {names.Plain(field.DecodeSignature(names, null))} {reader.GetString(field.Name)} = {constant} {Attributes(field.GetCustomAttributes())}");
        }
        foreach (var each in type.GetMethods())
        {
            if (!accessors.Contains(each) && Visible(reader.GetMethodDefinition(each).Attributes)) output.WriteLine("  method " + Method(each));
        }
        foreach (var each in type.GetProperties())
        {
            var property = reader.GetPropertyDefinition(each);
            var (getter, setter) = (property.GetAccessors().Getter, property.GetAccessors().Setter);
            var (get, set) = (Text(getter), Text(setter));
            if (get == "" && set == "") continue;
            output.WriteLine($"  property {names.Plain(property.DecodeSignature(names, null).ReturnType)} {reader.GetString(property.Name)} {{ {get} | {set} }} {Attributes(property.GetCustomAttributes())}");
        }
        foreach (var each in type.GetEvents())
        {
            var definition = reader.GetEventDefinition(each);
            var (add, remove) = (Text(definition.GetAccessors().Adder), Text(definition.GetAccessors().Remover));
            if (add == "" && remove == "") continue;
            output.WriteLine($"  event {names.Of(definition.Type)} {reader.GetString(definition.Name)} {{ {add} | {remove} }} {Attributes(definition.GetCustomAttributes())}");
        }
    }

    string Text(MethodDefinitionHandle handle) => handle.IsNil || !Visible(reader.GetMethodDefinition(handle).Attributes) ? "" : Method(handle);

    string Method(MethodDefinitionHandle handle)
    {
        var method = reader.GetMethodDefinition(handle);
        var signature = method.DecodeSignature(names, null);
        var flags = method.Attributes;
        var named = new Dictionary<int, Parameter>();
        foreach (var each in method.GetParameters()) { var parameter = reader.GetParameter(each); named[parameter.SequenceNumber] = parameter; }
        var parameters = signature.ParameterTypes.Select((type, index) =>
        {
            var isByRef = type.EndsWith('&');
            if (!named.TryGetValue(index + 1, out var parameter)) return $"{names.Plain(type)}{(isByRef ? "&" : "")} arg{index} ";
            return $"{names.Plain(type)}{(isByRef ? "&" : "")} {reader.GetString(parameter.Name)}{((parameter.Attributes & ParameterAttributes.Optional) != 0 ? " optional" : "")} {Attributes(parameter.GetCustomAttributes())}";
        });
        var returned = named.TryGetValue(0, out var result) ? Attributes(result.GetCustomAttributes()) : "";
        var isVirtual = (flags & MethodAttributes.Virtual) != 0;
        return $"{Access((int)(flags & MethodAttributes.MemberAccessMask))} {((flags & MethodAttributes.Static) != 0 ? "static" : "")} {(isVirtual ? (flags & MethodAttributes.NewSlot) != 0 ? "virtual" : "override" : "")} {((flags & MethodAttributes.Abstract) != 0 ? "abstract" : "")} {((flags & MethodAttributes.Final) != 0 ? "final" : "")} {names.Plain(signature.ReturnType)}{(signature.ReturnType.EndsWith('&') ? "&" : "")} {reader.GetString(method.Name)}{Generics(method.GetGenericParameters())}({string.Join("; ", parameters)}) {Attributes(method.GetCustomAttributes())} {returned}";
    }

    static string Access(int mask) => mask switch { 4 => "protected", 5 => "protected internal", 6 => "public", _ => "?" };

    string Generics(GenericParameterHandleCollection parameters) => parameters.Count == 0 ? "" : "<" + string.Join(", ", parameters.Select(handle =>
    {
        var parameter = reader.GetGenericParameter(handle);
        var constraints = parameter.GetConstraints().Select(each => names.Plain(names.Of(reader.GetGenericParameterConstraint(each).Type))).Where(each => each != "System.ValueType");
        return $"{reader.GetString(parameter.Name)} {(int)parameter.Attributes & 0x3f} ({string.Join(" & ", constraints)}) {Attributes(parameter.GetCustomAttributes())}";
    })) + ">";

    string Attributes(CustomAttributeHandleCollection handles) => string.Join("", handles.Select(handle =>
    {
        var attribute = reader.GetCustomAttribute(handle);
        var name = attribute.Constructor.Kind == HandleKind.MethodDefinition ? names.Of(reader.GetMethodDefinition((MethodDefinitionHandle)attribute.Constructor).GetDeclaringType()) : names.Of(reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent);
        try
        {
            var value = attribute.DecodeValue(names);
            return $"[{name}({string.Join(", ", value.FixedArguments.Select(each => Value(each.Value)))}{string.Concat(value.NamedArguments.OrderBy(each => each.Name, StringComparer.Ordinal).Select(each => $", {each.Name}={Value(each.Value)}"))})]";
        }
        catch (BadImageFormatException) { return $"[{name}(?)]"; }
    }).Order(StringComparer.Ordinal));

    string Constant(Constant constant) => Value(reader.GetBlobReader(constant.Value).ReadConstant(constant.TypeCode));

    static string Number(double number) => Math.Abs(number) < 9007199254740992 && number == Math.Floor(number) && !(number == 0 && double.IsNegative(number)) ? number.ToString("F0", CultureInfo.InvariantCulture) : double.IsFinite(number) ? number.ToString("E6", CultureInfo.InvariantCulture) : double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity";

    static string Value(object? value) => value switch
    {
        null => "null",
        ImmutableArray<CustomAttributeTypedArgument<string>> array => array.IsDefault ? "null" : "{" + string.Join(", ", array.Select(each => Value(each.Value))) + "}",
        string text => "'" + text.Replace("\r", "\\r").Replace("\n", "\\n") + "'",
        bool flag => flag ? "true" : "false",
        char character => ((int)character).ToString(CultureInfo.InvariantCulture),
        // Numbers as JavaScript holds them: whole ones up to 2^53, others by their first digits.
        float or double or long or ulong => Number(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}

/// <summary>Types as text: full metadata names, arguments in angle brackets.</summary>
sealed class Names(MetadataReader reader) : ISignatureTypeProvider<string, object?>, ICustomAttributeTypeProvider<string>
{
    public string Of(EntityHandle handle) => handle.Kind switch
    {
        HandleKind.TypeDefinition => GetTypeFromDefinition(reader, (TypeDefinitionHandle)handle, 0),
        HandleKind.TypeReference => GetTypeFromReference(reader, (TypeReferenceHandle)handle, 0),
        HandleKind.TypeSpecification => reader.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(this, null),
        _ => "?",
    };

    public string Plain(string type) => type.EndsWith('&') ? type[..^1] : type;
    public string GetTypeFromDefinition(MetadataReader _, TypeDefinitionHandle handle, byte __)
    {
        var type = reader.GetTypeDefinition(handle);
        var (space, name) = (reader.GetString(type.Namespace), reader.GetString(type.Name));
        return type.IsNested ? $"{GetTypeFromDefinition(reader, type.GetDeclaringType(), 0)}+{name}" : space == "" ? name : $"{space}.{name}";
    }
    public string GetTypeFromReference(MetadataReader _, TypeReferenceHandle handle, byte __)
    {
        var type = reader.GetTypeReference(handle);
        var (space, name) = (reader.GetString(type.Namespace), reader.GetString(type.Name));
        return type.ResolutionScope.Kind == HandleKind.TypeReference ? $"{GetTypeFromReference(reader, (TypeReferenceHandle)type.ResolutionScope, 0)}+{name}" : space == "" ? name : $"{space}.{name}";
    }
    public string GetTypeFromSpecification(MetadataReader _, object? context, TypeSpecificationHandle handle, byte __) => reader.GetTypeSpecification(handle).DecodeSignature(this, context);
    public string GetPrimitiveType(PrimitiveTypeCode code) => "System." + (code == PrimitiveTypeCode.TypedReference ? "TypedReference" : code.ToString());
    public string GetArrayType(string element, ArrayShape shape) => $"{element}[{new string(',', shape.Rank - 1)}]";
    public string GetSZArrayType(string element) => element + "[]";
    public string GetByReferenceType(string element) => element + "&";
    public string GetPointerType(string element) => element + "*";
    public string GetPinnedType(string element) => element;
    public string GetFunctionPointerType(MethodSignature<string> signature) => "?fnptr";
    public string GetGenericInstantiation(string type, ImmutableArray<string> arguments) => $"{type}<{string.Join(",", arguments)}>";
    public string GetGenericMethodParameter(object? context, int index) => "!!" + index;
    public string GetGenericTypeParameter(object? context, int index) => "!" + index;
    public string GetModifiedType(string modifier, string type, bool required) => type;
    public string GetSystemType() => "System.Type";
    public bool IsSystemType(string type) => type == "System.Type";
    public string GetTypeFromSerializedName(string name) => name.Split(',')[0];
    public PrimitiveTypeCode GetUnderlyingEnumType(string type)
    {
        foreach (var handle in reader.TypeDefinitions)
        {
            if (GetTypeFromDefinition(reader, handle, 0) != type) continue;
            foreach (var each in reader.GetTypeDefinition(handle).GetFields())
            {
                var field = reader.GetFieldDefinition(each);
                if ((field.Attributes & FieldAttributes.Static) == 0) return Enum.Parse<PrimitiveTypeCode>(field.DecodeSignature(this, null)["System.".Length..]);
            }
        }
        return PrimitiveTypeCode.Int32;
    }
}
