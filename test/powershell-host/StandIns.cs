using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Comwatch.PowerShellHost.Cmdlets;

namespace Comwatch.PowerShellHost;

/// <summary>The session: the real engine's core cmdlets, and the stand-ins under the names of Windows' cmdlets.</summary>
internal static class StandIns
{
    public static Faults Faults { get; private set; } = null!;

    public static InitialSessionState InitialState(Faults faults)
    {
        Faults = faults;
        var state = InitialSessionState.CreateDefault2();
        Add<ConvertToJsonCommand>(state, "ConvertTo-Json");
        Add<ConvertFromJsonCommand>(state, "ConvertFrom-Json");
        Add<GetProcessCommand>(state, "Get-Process");
        Add<StopProcessCommand>(state, "Stop-Process");
        Add<GetExecutionPolicyCommand>(state, "Get-ExecutionPolicy");
        Add<GetItemPropertyCommand>(state, "Get-ItemProperty");
        Add<NewObjectCommand>(state, "New-Object");
        if (!faults.Has("no-cim")) Add<GetCimInstanceCommand>(state, "Get-CimInstance");
        if (!faults.Has("no-counter")) Add<GetCounterCommand>(state, "Get-Counter");
        if (!faults.Has("no-event-log")) Add<WriteEventLogCommand>(state, "Write-EventLog");
        Add<GetAclCommand>(state, "Get-Acl");
        StandInProtectedData.Register();
        StandInIdentity.Register();
        if (faults.Has("constrained")) state.LanguageMode = PSLanguageMode.ConstrainedLanguage;
        return state;
    }

    private static void Add<T>(InitialSessionState state, string name) =>
        state.Commands.Add(new SessionStateCmdletEntry(name, typeof(T), null));
}
