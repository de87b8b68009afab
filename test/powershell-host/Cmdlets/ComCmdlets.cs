using System.Collections;
using System.Management.Automation;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Comwatch.PowerShellHost.Cmdlets;

/// <summary>
/// HKEY_CLASSES_ROOT: the real one on Windows; elsewhere a JSON file that COMWATCH_HOST_REGISTRY names, key to value
/// name to text, with <c>(default)</c> for the key's own value.
/// </summary>
internal static class ClassRegistry
{
    public const string Root = @"Registry::HKEY_CLASSES_ROOT\";

    /// <summary>The texts of one key by their names; empty for a key that is not there.</summary>
    public static IReadOnlyDictionary<string, string> Read(string path)
    {
        var key = path[Root.Length..];
        if (OperatingSystem.IsWindows())
        {
            using var opened = Microsoft.Win32.Registry.ClassesRoot.OpenSubKey(key);
            return (opened?.GetValueNames() ?? [])
                .Where(name => opened!.GetValue(name) is string)
                .ToDictionary(name => name == "" ? "(default)" : name, name => (string)opened!.GetValue(name)!);
        }
        if (Environment.GetEnvironmentVariable("COMWATCH_HOST_REGISTRY") is not { Length: > 0 } file) return Empty;
        var keys = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>>>(File.ReadAllText(file))!;
        return keys.GetValueOrDefault(key) ?? Empty;
    }

    private static readonly Dictionary<string, string> Empty = [];
}

/// <summary>Stands in for New-Object -ComObject: the COM+ catalogue is the only object it makes.</summary>
[Cmdlet(VerbsCommon.New, "Object")]
public sealed class NewObjectCommand : PSCmdlet
{
    /// <summary>REGDB_E_CLASSNOTREG.</summary>
    private const int ClassNotRegistered = unchecked((int)0x80040154);

    [Parameter(Mandatory = true)]
    public string ComObject { get; set; } = "";

    protected override void ProcessRecord()
    {
        if (ComObject != "COMAdmin.COMAdminCatalog"
            || Environment.GetEnvironmentVariable("COMWATCH_HOST_CATALOG") is not { Length: > 0 } file)
        {
            var fault = new COMException("Class not registered (0x80040154 (REGDB_E_CLASSNOTREG))", ClassNotRegistered);
            ThrowTerminatingError(new ErrorRecord(fault, "NoCOMClassIdentified", ErrorCategory.ResourceUnavailable, ComObject));
            return;
        }
        if (StandIns.Faults.Has("catalog-hangs")) Thread.Sleep(Timeout.Infinite);
        WriteObject(new CatalogStandIn(JsonSerializer.Deserialize<CatalogApplication[]>(File.ReadAllText(file), JsonSerializerOptions.Web)!));
    }
}

/// <summary>One application of the catalogue file: its AppID, name, the classes it holds, the PIDs that run it.</summary>
public sealed record CatalogApplication(string AppId, string Name, string[] Classes, int[] Instances);

/// <summary>In the shape of COMAdminCatalog: collections that are empty until they are populated.</summary>
public sealed class CatalogStandIn(CatalogApplication[] applications)
{
    public CatalogCollection GetCollection(string name) => name switch
    {
        "Applications" => new CatalogCollection(
            applications.Select(each => new CatalogObject(each.Name, each.AppId, new() { ["ID"] = each.AppId })), applications),
        // The documentation has ProcessID as a string.
        "ApplicationInstances" => new CatalogCollection(
            applications.SelectMany(each => each.Instances.Select(pid => new CatalogObject(
                each.Name, $"{each.AppId}{pid}", new() { ["Application"] = each.AppId, ["ProcessID"] = pid.ToString() }))),
            applications),
        _ => throw new COMException($"unknown collection: {name}"),
    };
}

public sealed class CatalogCollection(IEnumerable<CatalogObject> rows, CatalogApplication[] applications) : IEnumerable
{
    private CatalogObject[] populated = [];

    public int Count => populated.Length;

    public void Populate() => populated = rows.ToArray();

    public CatalogCollection GetCollection(string name, object key)
    {
        var classes = applications.Single(each => each.AppId == (string)key).Classes;
        return name == "Components"
            ? new CatalogCollection(classes.Select(each => new CatalogObject("class", each, new() { ["CLSID"] = each })), applications)
            : throw new COMException($"unknown collection: {name}");
    }

    public IEnumerator GetEnumerator() => populated.GetEnumerator();
}

public sealed class CatalogObject(string name, string key, Dictionary<string, string> values)
{
    public string Name => name;

    public string Key => key;

    public object Value(string property) =>
        values.TryGetValue(property, out var value) ? value : throw new COMException($"unknown property: {property}");
}
