/** The COM check through IDispatch, marshalling and type information, by hand: comwatch probe. */
import { describe, expect, it } from 'vitest';
import type { ProbeAnswer, ProbeFailure } from '../../src/core/judging/probe-result.js';
import { until } from '../support/shells.js';
import { TestServer, type ClassName } from './support/com-server.js';
import { comSettings, Installation, type Settings } from './support/comwatch.js';
import { running } from './support/program.js';

/** One probe of the class with this behaviour of the server. */
async function probe(
  server: TestServer,
  changes: Settings[string] = {},
): Promise<{ code: number; answer: ProbeAnswer }> {
  const commethod = comSettings(server.progid, changes);
  const { code, out, error } = await new Installation('probe', { commethod }).comwatch(
    'probe',
    '--json',
  );
  try {
    return { code, answer: JSON.parse(out) as ProbeAnswer };
  } catch {
    throw new Error(`no answer but: ${out}${error}`);
  }
}

async function failureOf(server: TestServer, changes?: Settings[string]): Promise<ProbeFailure> {
  const { code, answer } = await probe(server, changes);
  if (answer.kind !== 'failed')
    throw new Error(`expected a failure, not ${JSON.stringify(answer)}`);
  expect(code).toBe(1);
  return answer.failure;
}

const asVariants = {
  authorize:
    'Authorize({login}, {password}, "server", {sysname}, "", 0, out error: variant, out session: variant)',
  session_info: 'GetCurrentSessionInfo({session}, out info: variant)',
};

describe('a server', () => {
  it.each<[ClassName, Settings[string], boolean]>([
    ['text', {}, false],
    ['typed text', {}, true],
    ['variant', asVariants, false],
    ['typed variant', {}, true],
  ])('with %s arguments answers', async (name, settings, asksForTypes) => {
    const server = await TestServer.fresh(name);
    const { code, answer } = await probe(server, settings);
    expect(answer, JSON.stringify(answer)).toMatchObject({
      kind: 'ok',
      sessionEnd: 'logged-out',
      logOutFault: null,
    });
    expect(code).toBe(0);
    const calls = server.calls().filter((call) => call !== 'GetTypeInfo');
    expect(calls).toEqual([
      'started',
      'Authorize наблюдатель ФронтОфис',
      'GetCurrentSessionInfo',
      'LogOut',
    ]);
    expect(server.calls().includes('GetTypeInfo')).toBe(asksForTypes);
  });

  it.each<[string, ClassName, Settings[string]]>([
    ['texts where it takes VARIANTs', 'variant', {}],
    ['VARIANTs where it takes texts', 'text', asVariants],
  ])('that is given %s refuses, and that is a matter of set-up', async (_what, name, settings) => {
    const server = await TestServer.fresh(name);
    expect(await failureOf(server, settings)).toMatchObject({
      failureClass: 'setup',
      stage: 'authorize',
      hresult: '0x80020005',
      name: 'DISP_E_TYPEMISMATCH',
    });
    expect(server.hosts()).toHaveLength(1);
  });

  it.each<[string, string, Partial<ProbeFailure>]>([
    [
      'fails with an HRESULT',
      'hresult 80004005',
      { failureClass: 'error', hresult: '0x80004005', name: 'E_FAIL' },
    ],
    ['refuses access', 'hresult 80070005', { failureClass: 'refused', hresult: '0x80070005' }],
    [
      'raises an exception with a text',
      'exception База данных заблокирована',
      {
        failureClass: 'error',
        hresult: '0x80040201',
        detail: { kind: 'foreign', text: 'База данных заблокирована' },
      },
    ],
    [
      'answers an error text',
      'error Нет соединения с базой',
      {
        failureClass: 'error',
        hresult: null,
        detail: { kind: 'foreign', text: 'Нет соединения с базой' },
      },
    ],
    [
      'answers that the login is wrong',
      'error Неверный пароль пользователя',
      {
        failureClass: 'refused',
        hresult: null,
        detail: { kind: 'foreign', text: 'Неверный пароль пользователя' },
      },
    ],
    [
      'ends in the middle of the call',
      'exit',
      { failureClass: 'rpc', hresult: '0x800706BE', name: 'RPC_S_CALL_FAILED' },
    ],
  ])('%s', async (_what, behaviour, expected) => {
    const server = await TestServer.fresh('text');
    server.behave('Authorize', behaviour);
    expect(await failureOf(server)).toMatchObject({ stage: 'authorize', ...expected });
  });

  it('is in time when it is slow, and too late when it is slower', async () => {
    const server = await TestServer.fresh('text');
    server.behave('GetCurrentSessionInfo', 'slow 700');
    const { answer } = await probe(server);
    expect(answer.kind).toBe('ok');
    if (answer.kind === 'ok') expect(answer.times['session-info']).toBeGreaterThanOrEqual(700);
    server.behave('GetCurrentSessionInfo', 'slow 3000');
    expect(await failureOf(server)).toMatchObject({
      failureClass: 'timeout',
      stage: 'session-info',
      hresult: null,
    });
  });

  it('that hangs lives on when the probe has abandoned it, and its session is closed aside', async () => {
    const server = await TestServer.fresh('text');
    server.behave('GetCurrentSessionInfo', 'hang');
    expect(await failureOf(server)).toMatchObject({
      failureClass: 'timeout',
      stage: 'session-info',
    });
    expect(server.hosts()).toHaveLength(1);
    expect(server.calls().at(-1)).toBe('LogOut');
    await until(() => running('node.exe').length === 0);
  });

  it('that burns its processor is abandoned, too', async () => {
    const server = await TestServer.fresh('text');
    server.behave('Authorize', 'burn');
    expect(await failureOf(server)).toMatchObject({ failureClass: 'timeout', stage: 'authorize' });
    expect(server.hosts()).toHaveLength(1);
  });
});

describe('a class that is not registered', () => {
  it('is a matter of set-up', async () => {
    const commethod = comSettings('ComwatchTest.Absent');
    const { code, out } = await new Installation('probe', { commethod }).comwatch(
      'probe',
      '--json',
    );
    expect(JSON.parse(out)).toMatchObject({
      kind: 'failed',
      failure: { failureClass: 'setup', stage: 'activate' },
    });
    expect(code).toBe(1);
  });
});
