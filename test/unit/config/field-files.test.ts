import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../src/config/load.js';

const folder = dirname(
  fileURLToPath(new URL('../../fixtures/config/dialect.json', import.meta.url)),
);
const files = readdirSync(folder).filter((name) => name.endsWith('.cfg'));

describe('a file of the original as it lies on a server', () => {
  it('is there in every form that is known from the field', () => {
    expect(files).toHaveLength(7);
  });

  it.each(files)('%s', async (name) => {
    const file = join(folder, name);
    const loaded = await loadConfig(file);
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
    const { config } = loaded;
    expect(config).toMatchObject({
      file,
      monitor: { stateDir: join(folder, 'state') },
      mail: {
        recipients: ['ivanov@example.org', 'petrov@example.org'],
        sender: 'monitor@example.org',
        host: 'mail.example.org',
        port: 25,
        user: '',
      },
      applications: [
        {
          watch: { name: 'dllhost.exe', delayMs: 120 },
          limits: { maxCpuPercent: 20, maxMemoryPercent: 20 },
          com: {
            sysname: 'ФронтОфис',
            delayMs: 120,
            timeCacheMs: 10_000_000,
            witerezultMs: 100_000,
            login: 'монитор',
            rules: { alarmMetric: 10 },
          },
        },
      ],
    });
    expect(config.mail?.password.isEmpty).toBe(true);
    expect(config.applications[0].com?.password.reveal()).toBe('п#а;р=о:л"ь\\');
  });
});
