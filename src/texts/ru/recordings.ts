import type { RecordingKind } from '../../core/observing/model.js';

export const recordingsRu: Readonly<Record<RecordingKind, string>> = {
  transcription: 'транскрипция',
  'script-blocks': 'журнал блоков сценариев',
  invocations: 'журнал вызовов блоков сценариев',
  modules: 'журнал модулей',
};
