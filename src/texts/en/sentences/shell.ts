import type { SentenceTable } from '../../../core/telling/sentence.js';
import type { RecycleCause, ShellSentence } from '../../../core/telling/sentences/shell.js';
import { formatBytes, formatDuration } from '../../format.js';
import { reasonEn } from '../reason.js';

const L = 'en';

export const shellEn: SentenceTable<ShellSentence> = {
  'shell-started': ({ role, generation, tookMs }) =>
    `Shell ${role} ${generation} answers after ${formatDuration(Math.round(tookMs), L)}`,
  'shell-recycled': ({ role, generation, cause }) =>
    `Shell ${role} ${generation} is replaced: ${causeEn(cause)}`,
  'shell-given-up': ({ role, generation, reason, nextStartMs }) =>
    `Shell ${role} ${generation} is given up: ${reasonEn(reason)}; next start in ${formatDuration(nextStartMs, L)}`,
  'shell-idled': ({ role, generation }) =>
    `Shell ${role} ${generation} ends: it has not been used for a while`,
  'shell-said': ({ role, stream, said }) => `Shell ${role} said on ${stream}: ${said.text}`,
  'shell-noise-dropped': ({ role, lines }) =>
    `Shell ${role}: further lines of output left out: ${lines}`,
};

function causeEn(cause: RecycleCause): string {
  switch (cause.kind) {
    case 'calls':
      return `it has answered ${cause.calls} calls`;
    case 'age':
      return `it has run for ${formatDuration(Math.round(cause.ageMs), L)}`;
    case 'memory':
      return `it uses ${formatBytes(cause.bytes, L)} of memory`;
  }
}
