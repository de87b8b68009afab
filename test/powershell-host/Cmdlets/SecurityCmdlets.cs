using System.Management.Automation;
using System.Security.Cryptography;
using System.Text;

namespace Comwatch.PowerShellHost.Cmdlets;

/// <summary>
/// Stands in for Get-Acl: the SDDL in COMWATCH_HOST_FILE_SDDL or COMWATCH_HOST_FOLDER_SDDL, else that of a folder which
/// install.ps1 has closed.
/// </summary>
[Cmdlet(VerbsCommon.Get, "Acl")]
public sealed class GetAclCommand : PSCmdlet
{
    [Parameter(Mandatory = true)]
    public string LiteralPath { get; set; } = "";

    protected override void ProcessRecord()
    {
        var isFolder = Directory.Exists(LiteralPath);
        if (StandIns.Faults.Has("no-acl") || !isFolder && !File.Exists(LiteralPath))
        {
            ThrowTerminatingError(new ErrorRecord(new ItemNotFoundException($"Cannot find path '{LiteralPath}'."), "GetAcl_PathNotFound", ErrorCategory.ObjectNotFound, LiteralPath));
            return;
        }
        var given = Environment.GetEnvironmentVariable(isFolder ? "COMWATCH_HOST_FOLDER_SDDL" : "COMWATCH_HOST_FILE_SDDL");
        var closed = isFolder ? "O:BAG:SYD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)" : "O:BAG:SYD:AI(A;ID;FA;;;SY)(A;ID;FA;;;BA)";
        var row = new PSObject();
        row.Properties.Add(new PSNoteProperty("Path", LiteralPath));
        row.Properties.Add(new PSNoteProperty("Sddl", string.IsNullOrEmpty(given) ? closed : given));
        WriteObject(row);
    }
}

/// <summary>
/// Stands in for System.Security.Principal.WindowsIdentity, which exists on Windows only: the account whose SID is in
/// COMWATCH_HOST_ACCOUNT, and without that what .NET says off Windows.
/// </summary>
public sealed class StandInIdentity : IDisposable
{
    public sealed record Sid(string Value);

    public Sid User { get; } = new(Environment.GetEnvironmentVariable("COMWATCH_HOST_ACCOUNT") ?? "");

    /// <summary>PowerShell finds it under the name of the real one.</summary>
    public static void Register()
    {
        if (OperatingSystem.IsWindows()) return;
        var accelerators = typeof(PSObject).Assembly.GetType("System.Management.Automation.TypeAccelerators")!;
        accelerators.GetMethod("Add")!.Invoke(null, ["System.Security.Principal.WindowsIdentity", typeof(StandInIdentity)]);
    }

    public static StandInIdentity GetCurrent()
    {
        var identity = new StandInIdentity();
        return identity.User.Value == "" ? throw new PlatformNotSupportedException("Windows Principal functionality is not supported on this platform.") : identity;
    }

    public void Dispose()
    {
    }
}

/// <summary>
/// Stands in for System.Security.Cryptography.ProtectedData (DPAPI), which exists on Windows only: what one "machine"
/// (COMWATCH_HOST_MACHINE) protects no other can read. It hides nothing from anyone.
/// </summary>
public static class StandInProtectedData
{
    /// <summary>PowerShell finds it under the name of the real one.</summary>
    public static void Register()
    {
        var accelerators = typeof(PSObject).Assembly.GetType("System.Management.Automation.TypeAccelerators")!;
        accelerators.GetMethod("Add")!.Invoke(null, ["System.Security.Cryptography.ProtectedData", typeof(StandInProtectedData)]);
    }

    public static byte[] Protect(byte[] userData, byte[] optionalEntropy, string scope) =>
        [.. HMACSHA256.HashData(Key(optionalEntropy, scope), userData), .. Mixed(userData, Key(optionalEntropy, scope))];

    public static byte[] Unprotect(byte[] encryptedData, byte[] optionalEntropy, string scope)
    {
        var key = Key(optionalEntropy, scope);
        var clear = encryptedData.Length > 32 ? Mixed(encryptedData[32..], key) : [];
        if (clear.Length == 0 || !HMACSHA256.HashData(key, clear).AsSpan().SequenceEqual(encryptedData.AsSpan(0, 32)))
            throw new CryptographicException("Key not valid for use in specified state.");
        return clear;
    }

    private static byte[] Key(byte[] entropy, string scope) =>
        SHA256.HashData([.. entropy, .. Encoding.UTF8.GetBytes(scope + Environment.GetEnvironmentVariable("COMWATCH_HOST_MACHINE"))]);

    private static byte[] Mixed(byte[] bytes, byte[] key) =>
        bytes.Select((each, at) => (byte)(each ^ SHA256.HashData([.. key, .. BitConverter.GetBytes(at)])[0])).ToArray();
}
