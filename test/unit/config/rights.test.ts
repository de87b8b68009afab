import { describe, expect, it } from 'vitest';
import { rightsProblems, rightsWarnings, writersOf } from '../../../src/config/rights.js';
import { problemText, warningText } from '../../../src/texts/problems.js';

const AGENT = 'S-1-5-21-1-2-3-1104';
const SAFE = '(A;;FA;;;SY)(A;;0x1f01ff;;;BA)';

describe('accounts that may change the configuration', () => {
  it.each<[string, 'file' | 'folder', string, string[]]>([
    ['administrators alone', 'file', `O:BAG:SYD:PAI${SAFE}`, []],
    ['users who may read', 'file', `O:BAG:SYD:AI${SAFE}(A;ID;0x1200a9;;;BU)(A;ID;FR;;;WD)`, []],
    ['the account of the agent', 'file', `O:${AGENT}D:${SAFE}(A;;FA;;;${AGENT})`, []],
    ['the account of the agent', 'folder', `O:BAD:PAI${SAFE}(A;OICI;0x1301bf;;;${AGENT})`, []],
    ['TrustedInstaller', 'file', tiOwned(), []],
    ['users who may write', 'file', `O:BAG:SYD:AI${SAFE}(A;ID;0x1301bf;;;BU)`, ['BU']],
    ['everyone, by letters', 'file', `O:BAD:${SAFE}(A;;CCDCLC;;;WD)`, ['WD']],
    ['a generic right', 'file', `O:BAD:${SAFE}(A;;GW;;;AU)`, ['AU']],
    ['who may delete', 'file', `O:BAD:${SAFE}(A;;SD;;;AU)`, ['AU']],
    ['who may change rights', 'file', `O:BAD:${SAFE}(A;;WDRC;;;AU)`, ['AU']],
    ['another owner', 'file', `O:S-1-5-21-9-9-9-1001G:DUD:${SAFE}`, ['S-1-5-21-9-9-9-1001']],
    ['a rule for what lies below', 'folder', `O:BAD:${SAFE}(A;OICIIO;GA;;;AU)`, []],
    ['who may create beside it', 'folder', `O:BAD:${SAFE}(A;CI;0x116;;;BU)`, []],
    ['who may replace it', 'folder', `O:BAD:${SAFE}(A;;0x1301ff;;;BU)`, ['BU']],
    ['who may move the folder away', 'folder', `O:BAD:${SAFE}(A;;0x1301bf;;;AU)`, ['AU']],
    ['a denial', 'file', `O:BAD:(D;;FA;;;BU)${SAFE}`, []],
    ['a condition', 'file', `O:BAD:${SAFE}(XA;;FA;;;BU;(@User.Title=="PM"))`, ['BU']],
    ['no list of rights', 'file', 'O:BAG:SY', ['WD']],
    ['a list that allows everything', 'file', 'O:BAG:SYD:NO_ACCESS_CONTROL', ['WD']],
  ])('with %s on the %s', (_what, target, sddl, expected) => {
    expect(writersOf(sddl, target, [AGENT])).toEqual(expected);
  });

  it('is not the account of the agent that an administrator names when asking for himself', () => {
    const access = {
      account: 'S-1-5-21-1-2-3-500',
      file: `O:BAD:${SAFE}(A;ID;0x1301bf;;;${AGENT})`,
      folder: `O:BAD:PAI${SAFE}(A;OICI;0x1301bf;;;${AGENT})`,
      others: [],
    };
    expect(rightsProblems('C:\\x\\monitor.ini', access, AGENT)).toEqual([]);
    const [problem] = rightsProblems('C:\\x\\monitor.ini', access);
    expect(problem).toMatchObject({ target: 'file', writers: [AGENT] });
    expect(problemText(problem!, 'en')).toContain('check-config --account SID');
    expect(problemText(problem!, 'ru')).toContain('check-config --account SID');
    const open = { ...access, file: `O:BAD:${SAFE}(A;;FA;;;BU)` };
    expect(rightsProblems('C:\\x\\monitor.ini', open, AGENT)).toMatchObject([{ writers: ['BU'] }]);
  });

  it.each([
    ['C:\\monitor.ini', 'C:\\'],
    ['D:\\monitor.ini', 'D:\\'],
    ['\\\\srv\\share\\monitor.ini', '\\\\srv\\share'],
    ['C:\\Windows\\System32\\monitor.ini', 'C:\\Windows\\System32'],
    ['C:\\Users\\ivan\\Desktop\\monitor.ini', 'C:\\Users\\ivan\\Desktop'],
    ['C:\\ProgramData\\monitor.ini', 'C:\\ProgramData'],
  ])('of %s gets no command that closes %s to everybody', (path, folder) => {
    const access = { account: AGENT, file: `O:BAD:${SAFE}`, folder: `O:BAD:${SAFE}(A;;FA;;;WD)` };
    const [problem] = rightsProblems(path, { ...access, others: [] });
    expect(problem).toMatchObject({ target: 'folder', path: folder, commands: [] });
    expect(problemText(problem!, 'ru')).toContain('Иначе нужно перенести в отдельную папку');
    expect(problemText(problem!, 'en')).toContain('Otherwise move it to a folder of its own');
    expect(problemText(problem!, 'en')).not.toContain('icacls');
  });

  it.each(['C:\\comwatch\\monitor.ini', '\\\\srv\\c$\\cw\\monitor.ini', 'D:\\a\\b\\monitor.ini'])(
    'of %s gets the commands for its own folder',
    (path) => {
      const access = { account: AGENT, file: `O:BAD:${SAFE}`, folder: `O:BAD:${SAFE}(A;;FA;;;AC)` };
      const [problem] = rightsProblems(path, { ...access, others: [] });
      expect(problemText(problem!, 'ru')).toMatch(
        /Все пакеты приложений\..*Иначе нужно исправить \(от имени администратора\): icacls "/,
      );
    },
  );

  it('is named in both languages, with the commands that mend it', () => {
    const [problem] = rightsProblems('C:\\ProgramData\\comwatch\\monitor.ini', {
      account: AGENT,
      file: `O:BAD:${SAFE}(A;;FA;;;BU)`,
      folder: `O:BAD:${SAFE}`,
      others: [],
    });
    expect(problem).toMatchObject({ target: 'file', writers: ['BU'] });
    const russian = problemText(problem!, 'ru');
    expect(russian).toContain('Пользователи');
    expect(russian).toContain('icacls "C:\\ProgramData\\comwatch\\monitor.ini" /inheritance:r');
    expect(problemText(problem!, 'en')).toContain(`*S-1-5-32-544:F *${AGENT}:M`);
  });
});

describe('accounts that may read the passwords', () => {
  const access = (file: string) => ({
    account: AGENT,
    file,
    folder: `O:BAD:${SAFE}`,
    others: [],
  });
  const warned = (file: string, hasPasswords = true) =>
    rightsWarnings('C:\\x\\monitor.ini', access(file), '', [], hasPasswords);

  it.each([
    ['users, by letters', `O:BAD:${SAFE}(A;ID;FR;;;BU)`, ['BU']],
    ['everyone, by number', `O:BAD:${SAFE}(A;ID;0x1200a9;;;WD)`, ['WD']],
    ['a generic right', `O:BAD:${SAFE}(A;;GR;;;AU)`, ['AU']],
    ['nobody else', `O:BAD:${SAFE}(A;;FA;;;${AGENT})`, []],
    ['who may see the rights only', `O:BAD:${SAFE}(A;;RC;;;BU)`, []],
  ])('%s', (_name, file, readers) => {
    expect(warned(file)).toMatchObject(readers.length === 0 ? [] : [{ kind: 'readable', readers }]);
  });

  it('is not asked where there is no password', () => {
    expect(warned(`O:BAD:${SAFE}(A;ID;FR;;;BU)`, false)).toEqual([]);
  });

  it('is said in both languages, with the commands that mend it', () => {
    const [warning] = warned(`O:BAD:${SAFE}(A;ID;FR;;;BU)`);
    expect(warningText(warning!, 'en')).toContain(
      'can be read by accounts other than administrators: Users',
    );
    expect(warningText(warning!, 'ru')).toContain('Пользователи');
    expect(warningText(warning!, 'ru')).toContain('icacls');
  });
});

describe('folders of the agent that lie elsewhere', () => {
  const folders = [
    { target: 'state', path: 'D:\\state' },
    { target: 'log', path: 'D:\\logs' },
  ] as const;
  const access = (state: string, log: string) => ({
    account: AGENT,
    file: `O:BAD:${SAFE}`,
    folder: `O:BAD:${SAFE}`,
    others: [state, log],
  });
  const PATH = 'C:\\x\\monitor.ini';

  it('are a problem where a stranger may put a file into the state', () => {
    const open = access(`O:BAD:${SAFE}(A;OICI;0x2;;;BU)`, `O:BAD:${SAFE}`);
    expect(rightsProblems(PATH, open, '', folders)).toMatchObject([
      { target: 'state', path: 'D:\\state', writers: ['BU'] },
    ]);
    expect(rightsProblems(PATH, access(`O:BAD:${SAFE}`, ''), '', folders)).toEqual([]);
  });

  it('are warned of where a stranger may change the log', () => {
    const open = access('', `O:BAD:${SAFE}(A;OICI;0x1301bf;;;AU)`);
    expect(rightsProblems(PATH, open, '', folders)).toEqual([]);
    expect(rightsWarnings(PATH, open, '', folders, true)).toMatchObject([
      { kind: 'log-folder-writable', path: 'D:\\logs', writers: ['AU'] },
    ]);
  });
});

function tiOwned(): string {
  const sid = 'S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464';
  return `O:${sid}G:SYD:PAI${SAFE}(A;;FA;;;${sid})`;
}
