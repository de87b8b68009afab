/** Order of the files of `npm test`. */
import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Seconds of the longest files on two cores, in a whole run. Without them vitest orders a fresh clone by the size of the files,
 * and a core waits at the end for a long one that came last.
 */
const SECONDS: Readonly<Record<string, number>> = {
  'e2e/watchdog': 266,
  'deploy/install/upgrade': 200,
  'deploy/install/install': 186,
  'e2e/steering': 173,
  'e2e/com': 130,
  'e2e/ending': 124,
  'e2e/applications': 122,
  'e2e/command': 110,
  'native/probe': 109,
  'deploy/install/refusal': 104,
  'deploy/install/account': 93,
  'unit/mail/hostile-server': 90,
  'deploy/install/first-configuration': 84,
  'contract/shell': 79,
  'contract/sampling': 67,
  'e2e/mail-failover': 64,
  'deploy/install/real-agent': 62,
  'unit/ports/never-rejects': 62,
  'e2e/secrets': 60,
  'contract/doctor': 60,
  'e2e/takeover': 54,
  'native/thousand-hangs': 53,
  'e2e/status-page': 52,
  'package/package': 50,
  'deploy/install/turns': 47,
  'e2e/doctor': 42,
  'deploy/install/uninstall': 40,
  'unit/http/listener': 35,
  'contract/stopping': 34,
  'native/bridge': 28,
  'contract/instance-lock': 25,
  'deploy/install/environment': 25,
  'contract/doctor-machine': 20,
  'e2e/replay': 20,
  'e2e/prove': 20,
  'ps/desktop': 20,
  'e2e/output': 20,
  'e2e/last-mail': 20,
  'e2e/killed-mailer': 19,
  'e2e/upgrade': 18,
  'contract/engines': 17,
  'unit/cli/suggest': 15,
};
const OTHERS = 2;

const nameOf = ({ moduleId }: TestSpecification) =>
  relative('test', moduleId)
    .replaceAll('\\', '/')
    .replace(/\.test\.ts$/, '');

/**
 * The longest first, pairing files that wait for their own processes (e2e) with those that keep a core busy: two of a
 * kind would leave a core idle, or compete for it.
 */
export default class Sequencer extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const timed = files
      .map((file) => ({ file, name: nameOf(file), seconds: SECONDS[nameOf(file)] ?? OTHERS }))
      .sort((a, b) => b.seconds - a.seconds || a.name.localeCompare(b.name));
    const begin = { waiting: 0, busy: 0 };
    const begun = timed.map((each) => {
      const kind = each.name.startsWith('e2e/') ? 'waiting' : 'busy';
      const at = begin[kind];
      begin[kind] += each.seconds;
      return { ...each, at };
    });
    return Promise.resolve(begun.sort((a, b) => a.at - b.at).map(({ file }) => file));
  }
}
