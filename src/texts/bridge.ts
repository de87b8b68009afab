import type { BridgeName } from '../core/judging/bridge.js';

/** Names of products, which are the same in every language. */
export const bridgeNames: Readonly<Record<BridgeName, string>> = {
  edge: 'edge-js',
  powershell: 'PowerShell',
};
