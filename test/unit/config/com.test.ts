import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/load.js';
import { problemText } from '../../../src/texts/problems.js';

const read = (lines: string) =>
  parseConfig(`[commethod]\nsysname = ФО\nlogin = m\n${lines}`, 'C:\\x\\monitor.ini');

function com(lines = '') {
  const loaded = read(lines);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.config.applications[0].com!;
}

function problems(lines: string, language: 'ru' | 'en' = 'en') {
  const loaded = read(lines);
  return loaded.ok ? [] : loaded.problems.map((each) => problemText(each, language));
}

describe('[commethod]', () => {
  it('has the transaction of the original and safe rules by default', () => {
    expect(com()).toMatchObject({
      progid: 'meAppServer.AppServer',
      apartment: 'mta',
      transaction: {
        authorize: { method: 'Authorize' },
        sessionInfo: { method: 'GetCurrentSessionInfo' },
        logOut: { method: 'LogOut' },
      },
      expect: { kind: 'any' },
      slowMetric: undefined,
      rules: {
        unloadOn: ['timeout', 'rpc', 'error', 'activation'],
        confirm: 2,
        suspects: 'hosts',
        severalHosts: 'longest',
        checkLoad: 'stretch',
        atOnce: 'one',
        whenNone: 'application',
        settleMs: 30_000,
        alarmMetric: 10,
      },
    });
    expect(com().transaction.authorize.arguments).toHaveLength(8);
  });

  it('waits for the start of the server at least as long as for its answer', () => {
    expect(com('witerezult = 5 s').activationTimeoutMs).toBe(30_000);
    expect(com('witerezult = 90 s').activationTimeoutMs).toBe(90_000);
    expect(com('witerezult = 90 s\nactivation_timeout = 10 s').activationTimeoutMs).toBe(10_000);
  });

  it('takes everything that was added', () => {
    const lines = [
      'authorize = Login({login}, out session: int)',
      'expect = /^версия \\d+/',
      'unload_on = none',
      'confirm = 3',
      'suspects = application',
      'suspects_at_once = all',
      'when_none = notify',
      'settle = 1 min',
      'slow_metric = 5',
      'refuse_pattern = отказ',
    ].join('\n');
    expect(com(lines)).toMatchObject({
      transaction: { authorize: { method: 'Login' } },
      expect: { kind: 'matches' },
      slowMetric: 5,
      rules: {
        unloadOn: [],
        confirm: 3,
        suspects: 'application',
        atOnce: 'all',
        whenNone: 'notify',
        settleMs: 60_000,
      },
    });
    expect(com(lines).refusePattern.matches('ОТКАЗ')).toBe(true);
  });

  it.each([
    'Неверный пароль',
    'Неверное имя пользователя или пароль',
    'неправильный логин',
    'Пароль истёк',
    'Доступ запрещён',
    'Access denied',
    'Invalid password',
    'Logon failure: unknown user name',
  ])('knows %j for a bad login', (text) => {
    expect(com().refusePattern.matches(text)).toBe(true);
  });

  it.each(['База данных недоступна', 'Сервер занят', 'Timeout expired', 'Нет свободных лицензий'])(
    'does not take %j for a bad login',
    (text) => {
      expect(com().refusePattern.matches(text)).toBe(false);
    },
  );
});

describe('a wrong setting', () => {
  it('of a template names its line and column', () => {
    const [problem] = problems('authorize = Authorize({login}, {pasword}, out session)');
    expect(problem).toMatch(/4/);
    expect(problem).toContain('32');
    expect(problem).toContain('{login}, {password}, {sysname}'.replaceAll(',', ''));
    expect(problem).not.toContain('undefined');
  });

  it('is reported in Russian, too', () => {
    const [problem] = problems('session_info = Get({session}', 'ru');
    expect(problem).toContain('скобка');
  });

  it('is reported together with all others', () => {
    const wrong = [
      'authorize = nothing',
      'expect = sometimes',
      'refuse_pattern = (',
      'unload_on = timeout, boredom',
      'suspects = everyone',
      'confirm = 0',
    ].join('\n');
    expect(problems(wrong)).toHaveLength(6);
  });
});
