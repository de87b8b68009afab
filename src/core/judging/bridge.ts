/** Ways in which the calls of the COM check reach .NET. */

/** `edge`: a process of Node with edge-js in it; `powershell`: a PowerShell that loads the same assembly. */
export type BridgeName = 'edge' | 'powershell';

/** `auto`: edge-js, and PowerShell where edge-js does not load. */
export type BridgeSetting = 'auto' | BridgeName;
