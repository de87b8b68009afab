import { describe, expect, it } from 'vitest';
import { rightsProblems, writersOf } from '../../../src/config/rights.js';
import { problemText } from '../../../src/texts/problems.js';

const AGENT = 'S-1-5-21-1-2-3-1104';
const SAFE = '(A;;FA;;;SY)(A;;0x1f01ff;;;BA)';

describe('who may change the configuration', () => {
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

  it('is not the account of the agent that an administrator names who asks himself', () => {
    const access = {
      account: 'S-1-5-21-1-2-3-500',
      file: `O:BAD:${SAFE}(A;ID;0x1301bf;;;${AGENT})`,
      folder: `O:BAD:PAI${SAFE}(A;OICI;0x1301bf;;;${AGENT})`,
    };
    expect(rightsProblems('C:\\x\\monitor.ini', access, AGENT)).toEqual([]);
    const [problem] = rightsProblems('C:\\x\\monitor.ini', access);
    expect(problem).toMatchObject({ target: 'file', writers: [AGENT] });
    expect(problemText(problem!, 'en')).toContain('check-config --account SID');
    expect(problemText(problem!, 'ru')).toContain('check-config --account SID');
    const open = { ...access, file: `O:BAD:${SAFE}(A;;FA;;;BU)` };
    expect(rightsProblems('C:\\x\\monitor.ini', open, AGENT)).toMatchObject([{ writers: ['BU'] }]);
  });

  it('is named in both languages, with the commands that mend it', () => {
    const [problem] = rightsProblems('C:\\ProgramData\\comwatch\\monitor.ini', {
      account: AGENT,
      file: `O:BAD:${SAFE}(A;;FA;;;BU)`,
      folder: `O:BAD:${SAFE}`,
    });
    expect(problem).toMatchObject({ target: 'file', writers: ['BU'] });
    const russian = problemText(problem!, 'ru');
    expect(russian).toContain('Пользователи');
    expect(russian).toContain('icacls "C:\\ProgramData\\comwatch\\monitor.ini" /inheritance:r');
    expect(problemText(problem!, 'en')).toContain(`*S-1-5-32-544:F *${AGENT}:M`);
  });
});

function tiOwned(): string {
  const sid = 'S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464';
  return `O:${sid}G:SYD:PAI${SAFE}(A;;FA;;;${sid})`;
}
