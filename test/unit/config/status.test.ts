import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/load.js';
import { secretsOf } from '../../../src/compose/secrets.js';

const read = (lines: string) =>
  parseConfig(`[shellprocess]\n[status]\n${lines}\n`, '/srv/monitor.ini');
const TOKEN = 'a-key-of-16-chars';

function problemsOf(lines: string) {
  const answer = read(lines);
  return answer.ok ? [] : answer.problems;
}

describe('[status]', () => {
  it('is off by default', () => {
    const answer = read('');
    expect(answer.ok && answer.config.status.listen).toBeUndefined();
    expect(answer.ok && answer.config.status.textfile).toBeUndefined();
  });

  it.each(['127.0.0.1:8089', '[::1]:8089', 'localhost:8089', '127.8.9.10:1'])(
    'serves %s without a token',
    (address) => expect(problemsOf(`listen = ${address}`)).toEqual([]),
  );

  it.each(['0.0.0.0:8089', '10.0.0.7:8089', '[::]:8089', '[fe80::1]:8089'])(
    'serves %s only with a token',
    (address) => {
      expect(problemsOf(`listen = ${address}`)).toEqual([
        { kind: 'listen-open', line: 3, section: 'status', key: 'listen', found: address },
      ]);
      expect(problemsOf(`listen = ${address}\ntoken = ${TOKEN}`)).toEqual([]);
      expect(problemsOf(`listen = ${address}\ntoken = dpapi:AQAAANCM`)).toEqual([]);
    },
  );

  it.each([
    '8089',
    '127.0.0.1',
    '127.0.0.1:0',
    '127.0.0.1:65536',
    '::1:80',
    'srv01:80',
    '[127.0.0.1]:1',
  ])('refuses %s as an address', (address) => {
    expect(problemsOf(`listen = ${address}`)).toMatchObject([{ kind: 'bad-value', key: 'listen' }]);
  });

  it.each(['short', 'fifteen-letters', 'sixteen letters and more', 'ключ-из-многих-букв'])(
    'refuses the token %s, and shows nothing of it',
    (token) => {
      const found = problemsOf(`listen = 10.0.0.7:8089\ntoken = ${token}`);
      expect(found).toMatchObject([{ kind: 'bad-value', key: 'token', found: '***' }]);
    },
  );

  it('keeps the token out of every output', () => {
    const answer = read(`token = ${TOKEN}`);
    expect(answer.ok && secretsOf(answer.config)).toEqual([TOKEN]);
  });

  it('takes a .prom file beside the configuration', () => {
    const answer = read('textfile = metrics/comwatch.prom');
    expect(answer.ok && answer.config.status.textfile).toBe('/srv/metrics/comwatch.prom');
    expect(problemsOf('textfile = comwatch.txt')).toMatchObject([{ kind: 'bad-value' }]);
  });
});
