import type { SentenceTable } from '../../../core/telling/sentence.js';
import type { ProbeSentence } from '../../../core/telling/sentences/probe.js';
import { bridgeNames } from '../../bridge.js';
import { reasonEn } from '../reason.js';

export const probeEn: SentenceTable<ProbeSentence> = {
  'probe-child-ready': ({ bridge, framework, bits }) =>
    `The process of the COM check is ready: ${bridgeNames[bridge]}, ${framework}, ${bits}-bit`,
  'bridge-fallen-back': ({ cause }) =>
    `edge-js cannot be loaded, so a separate PowerShell process makes the calls of the COM check until the agent is restarted. Reason: ${reasonEn(cause)}`,
  'probe-child-rejected': ({ reason }) =>
    `The process of the COM check is replaced: ${reasonEn(reason)}`,
  'probe-fault': ({ cause }) => `Internal error in the COM check: ${cause.text}`,
  'session-left-open': () =>
    'A session of the COM check may have been left open on the server: LogOut was not called',
  'environment-cleaned': ({ names }) =>
    `Environment variables of this computer that are not passed to child processes: ${names.join(', ')}`,
};
