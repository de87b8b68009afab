import type { RecordingKind } from '../../core/observing/model.js';

export const recordingsEn: Readonly<Record<RecordingKind, string>> = {
  transcription: 'transcription',
  'script-blocks': 'script-block logging',
  invocations: 'logging of script-block invocations',
  modules: 'module logging',
};
