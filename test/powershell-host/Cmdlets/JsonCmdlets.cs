using System.Collections;
using System.Management.Automation;
using System.Text.Json;

namespace Comwatch.PowerShellHost.Cmdlets;

/// <summary>Stands in for ConvertTo-Json -InputObject: dictionaries, arrays, objects and plain values.</summary>
[Cmdlet(VerbsData.ConvertTo, "Json")]
[OutputType(typeof(string))]
public sealed class ConvertToJsonCommand : PSCmdlet
{
    [Parameter(Mandatory = true)]
    [AllowNull]
    public object? InputObject { get; set; }

    [Parameter]
    public int Depth { get; set; } = 2;

    [Parameter]
    public SwitchParameter Compress { get; set; }

    protected override void ProcessRecord()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) Write(writer, InputObject, 0);
        WriteObject(System.Text.Encoding.UTF8.GetString(stream.ToArray()));
    }

    private void Write(Utf8JsonWriter writer, object? value, int depth)
    {
        if (value is PSObject { BaseObject: not PSCustomObject } wrapped) value = wrapped.BaseObject;
        if (depth > Depth && value is not (null or string or bool or int)) { writer.WriteStringValue(value.ToString()); return; }
        switch (value)
        {
            case null: writer.WriteNullValue(); break;
            case string text: writer.WriteStringValue(text); break;
            case bool truth: writer.WriteBooleanValue(truth); break;
            case int or long or uint or short or byte: writer.WriteNumberValue(Convert.ToInt64(value)); break;
            case ulong number: writer.WriteNumberValue(number); break;
            case decimal number: writer.WriteNumberValue(number); break;
            case double number: writer.WriteNumberValue(number); break;
            case Enum number: writer.WriteNumberValue(Convert.ToInt64(number)); break;
            case IDictionary table:
                writer.WriteStartObject();
                foreach (DictionaryEntry entry in table) { writer.WritePropertyName(entry.Key.ToString()!); Write(writer, entry.Value, depth + 1); }
                writer.WriteEndObject();
                break;
            case IEnumerable list:
                writer.WriteStartArray();
                foreach (var each in list) Write(writer, each, depth + 1);
                writer.WriteEndArray();
                break;
            case PSObject custom:
                writer.WriteStartObject();
                foreach (var property in custom.Properties) { writer.WritePropertyName(property.Name); Write(writer, property.Value, depth + 1); }
                writer.WriteEndObject();
                break;
            default: writer.WriteStringValue(value.ToString()); break;
        }
    }
}

/// <summary>Stands in for ConvertFrom-Json: objects become PSCustomObject, whole numbers int or long.</summary>
[Cmdlet(VerbsData.ConvertFrom, "Json")]
[OutputType(typeof(PSObject))]
public sealed class ConvertFromJsonCommand : PSCmdlet
{
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public string InputObject { get; set; } = "";

    protected override void ProcessRecord()
    {
        using var document = JsonDocument.Parse(InputObject);
        WriteObject(Read(document.RootElement));
    }

    private static object? Read(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var table = new PSObject();
                foreach (var property in element.EnumerateObject()) table.Properties.Add(new PSNoteProperty(property.Name, Read(property.Value)));
                return table;
            case JsonValueKind.Array: return element.EnumerateArray().Select(Read).ToArray();
            case JsonValueKind.String: return element.GetString();
            case JsonValueKind.True: return true;
            case JsonValueKind.False: return false;
            case JsonValueKind.Number: return element.TryGetInt32(out var small) ? small : element.TryGetInt64(out var large) ? large : element.GetDouble();
            default: return null;
        }
    }
}
