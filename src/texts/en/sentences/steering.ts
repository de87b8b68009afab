import type { SentenceTable } from '../../../core/telling/sentence.js';
import type { SteeringSentence } from '../../../core/telling/sentences/steering.js';
import { printable } from '../../../core/foreign.js';
import { formatTime } from '../../format.js';
import { reasonEn } from '../reason.js';

const what = (application: string | undefined) => application ?? 'all applications';
const because = (why: string) => (why === '' ? '' : ` (${printable(why)})`);

export const steeringEn: SentenceTable<SteeringSentence> = {
  'pause-began': ({ application, untilUnixMs, why, withCalls, isWindow }) =>
    `${isWindow ? 'Maintenance window' : 'Paused'} until ${formatTime(untilUnixMs)}: ${what(application)}${because(why)}. Nothing is stopped${
      withCalls ? '' : ', and the COM server is not called'
    }`,
  'pause-ended': ({ application, isWindow }) =>
    `${isWindow ? 'The maintenance window' : 'The pause'} is over: ${what(application)}. Counting starts over`,
  'not-stopped-paused': ({ target, untilUnixMs }) =>
    `${target.name} ${target.pid} is not stopped: the agent is paused until ${formatTime(untilUnixMs)}`,
  'brake-let-go': ({ keys }) => `Stopping is allowed again on request: ${keys.join(', ')}`,
  'configuration-changed': ({ file }) =>
    `${file} has changed. The agent keeps the configuration that it read before; "comwatch reload" applies the file`,
  'reload-begun': ({ file }) => `The agent switches to the configuration now in ${file}`,
  'commethod-kept': ({ application }) =>
    `${application === undefined ? '[commethod]' : `[commethod ${application}]`} keeps its previous settings until its incident is closed: the COM check has not succeeded with the new ones yet`,
  'reload-refused': ({ file, problems }) =>
    `${file} is not applied, it has problems (${problems}). The agent works as before; "comwatch check-config" lists them`,
  'request-unusable': ({ file, cause }) => `The request ${file} is ignored: ${reasonEn(cause)}`,
};
