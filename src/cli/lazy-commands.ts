/** The commands, each loaded on demand: `status` does not wait for what `run` needs. */

function lazily<Words extends readonly unknown[]>(
  load: () => Promise<(...words: Words) => Promise<number>>,
): (...words: Words) => Promise<number> {
  return async (...words) => (await load())(...words);
}

export const run = lazily(async () => (await import('./run.js')).run);
export const status = lazily(async () => (await import('./status.js')).status);
export const pause = lazily(async () => (await import('./ask-agent.js')).pause);
export const askAbout = lazily(async () => (await import('./ask-agent.js')).askAbout);
export const reload = lazily(async () => (await import('./ask-agent.js')).reload);
export const stopAgent = lazily(async () => (await import('./stop-agent.js')).stopAgent);
export const restartAgent = lazily(async () => (await import('./restart.js')).restartAgent);
export const watchdog = lazily(async () => (await import('./watchdog.js')).watchdog);
export const checkConfig = lazily(async () => (await import('./check-config.js')).checkConfig);
export const showConfig = lazily(async () => (await import('./config.js')).showConfig);
export const sample = lazily(async () => (await import('./sample.js')).sample);
export const probe = lazily(async () => (await import('./probe.js')).probe);
export const prove = lazily(async () => (await import('./prove.js')).prove);
export const protect = lazily(async () => (await import('./protect.js')).protect);
export const doctor = lazily(async () => (await import('./doctor.js')).doctor);
export const testMail = lazily(async () => (await import('./test-mail.js')).testMail);
export const incidents = lazily(async () => (await import('./incidents.js')).incidents);
export const incident = lazily(async () => (await import('./incidents.js')).incident);
export const report = lazily(async () => (await import('./report.js')).report);
export const suggest = lazily(async () => (await import('./suggest.js')).suggest);
export const replay = lazily(async () => (await import('./replay.js')).replay);
