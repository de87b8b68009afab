/** `comwatch prove` as an administrator runs it: nights under a configuration, before its first one. */
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { comwatch, folder } from '../support/program.js';

const ORIGINAL = `[shellprocess]
name: dllhost.exe
delay: 120
maxcpuprocent: 20
maxmemoryprocent: 20
[commethod]
sysname: ФронтОфис
delay: 120
time_cache: 10000
alarm_metric: 10
witerezult: 100
login: monitor
password:
`;

const TWO_APPLICATIONS = `[shellprocess front]
delay = 5 s
application = FrontOffice
[commethod front]
sysname = Front
login = monitor
delay = 30 s
progid = meAppServer.AppServer
[shellprocess back]
delay = 5 s
name = backhost.exe
application = {9B1E3B52-6C53-4A53-9F0E-6D4A0C9F1E77}
maxcpuprocent = 400
[commethod back]
sysname = Back
login = monitor
delay = 30 s
unload_on = rpc
progid = meBackServer.AppServer
`;

interface Finding {
  readonly section: string;
  readonly application?: string;
  readonly key?: string;
  readonly value?: string;
  readonly isGood: boolean;
  readonly because: { readonly kind: string };
}

interface Proof {
  readonly nights: number;
  readonly broken: number;
  readonly cured: number;
  readonly findings: readonly Finding[];
}

async function proven(ini: string, nights: number): Promise<Proof> {
  const run = comwatch(['prove', '--nights', String(nights), '--json'], folder(ini));
  expect(await run.ended, run.error).toBe(0);
  return JSON.parse(run.out) as Proof;
}

describe('comwatch prove', () => {
  it('says what the settings of the original tool would do, and touches nothing', async () => {
    const dir = folder(ORIGINAL);
    const run = comwatch(['prove', '--nights', '12'], dir);
    expect(await run.ended, run.error).toBe(0);
    expect(run.error).toContain('12 nights');
    expect(run.out).toContain('Broken servers stopped: 8 of 8');
    expect(run.out).toMatch(
      /! +\[shellprocess\] maxcpuprocent = 20 is a fifth of one core: normal work will be stopped [\d.]+ times? a night\./,
    );
    expect(run.out).toMatch(/Longest hang: .*\nWorst hour: \d/);
    expect(run.out).toContain('Assumed: ');
    expect(readdirSync(dir)).toEqual(['monitor.ini']);
  });

  it('says it in Russian', async () => {
    const run = comwatch(['prove', '--nights', '2'], folder(ORIGINAL), { LANG: 'ru_RU.UTF-8' });
    expect(await run.ended, run.error).toBe(0);
    expect(run.out).toMatch(/maxcpuprocent = 20 — это пятая часть одного ядра: обычная работа/);
    expect(run.out).toContain('Допущения: ');
    expect(run.out).not.toMatch(/Nights|Stops|honest/);
  });

  it('gives every application of the file a server of its own and a verdict of its own', async () => {
    const { nights, findings } = await proven(TWO_APPLICATIONS, 24);
    expect(nights).toBe(24);
    const cure = (application: string, key: string) =>
      findings.find((each) => each.application === application && each.key === key);
    expect(cure('front', 'unload_on')).toMatchObject({ isGood: true, because: { kind: 'cures' } });
    expect(cure('back', 'unload_on')).toMatchObject({
      isGood: false,
      value: 'rpc',
      because: { kind: 'mails-only' },
    });
    expect(cure('back', 'maxcpuprocent')).toMatchObject({ isGood: true });
  });

  it('plays an agent that only observes as if it acted, and says so', async () => {
    const { cured, findings } = await proven(`${ORIGINAL}[monitor]\nmode = observe\n`, 1);
    expect(cured).toBe(1);
    expect(findings[0]).toMatchObject({
      key: 'mode',
      isGood: false,
      because: { kind: 'observes' },
    });
  });

  it('says that hung servers are not noticed without [commethod]', async () => {
    const { findings } = await proven('[shellprocess]\ndelay = 5 s\n', 2);
    const missing = findings.filter(({ because: { kind } }) => kind === 'no-section');
    expect(missing).toEqual([expect.objectContaining({ section: 'commethod', isGood: false })]);
  });

  it('is the same answer every time', async () => {
    const [one, other] = await Promise.all([proven(ORIGINAL, 4), proven(ORIGINAL, 4)]);
    expect(one).toEqual(other);
  });

  it('names every problem of a bad file and ends with 2', async () => {
    const run = comwatch(['prove'], folder('[shellprocess]\ndelay = 0\nnonsense = 1\n'));
    expect(await run.ended).toBe(2);
    expect(run.error).toContain('Line 2:');
    expect(run.error).toContain('Line 3:');
    expect(run.out).toBe('');
  });

  it.each(['0', '-1', 'many', '1.5', '10001'])('ends with 2 for --nights %s', async (nights) => {
    const run = comwatch(['prove', `--nights=${nights}`], folder(ORIGINAL));
    expect(await run.ended).toBe(2);
    expect(run.error).toContain(nights);
  });
});
