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
    `${isWindow ? 'The maintenance window' : 'The pause'} is over: ${what(application)}. Counting begins anew`,
  'not-stopped-paused': ({ target, untilUnixMs }) =>
    `${target.name} ${target.pid} is not stopped: the agent is paused until ${formatTime(untilUnixMs)}`,
  'brake-let-go': ({ keys }) => `Stopping is allowed again on request: ${keys.join(', ')}`,
  'configuration-changed': ({ file }) =>
    `${file} has changed. The agent goes on with what it read before; "comwatch reload" takes the file over`,
  'reload-begun': ({ file }) => `The agent goes on with the configuration that ${file} holds now`,
  'commethod-kept': ({ application }) =>
    `${application === undefined ? '[commethod]' : `[commethod ${application}]`} stays as it was until its incident is closed: what the file says has not succeeded here yet`,
  'reload-refused': ({ file, problems }) =>
    `${file} is not taken over, it has problems (${problems}). The agent goes on as before; "comwatch check-config" names them`,
  'request-unusable': ({ file, cause }) => `The request ${file} is ignored: ${reasonEn(cause)}`,
};
