import { expect, it } from 'vitest';
import { DiskHealth } from '../../../src/compose/disk-health.js';
import type { FileReason } from '../../../src/core/reason.js';
import type { Notice } from '../../../src/core/telling/notice.js';

const full: FileReason = {
  kind: 'file-unwritable',
  file: 'C:\\comwatch\\state\\memory.json',
  cause: { kind: 'foreign', text: 'ENOSPC: no space left on device, write' },
};

function open() {
  const notices: Notice[] = [];
  let nowMs = 0;
  let logTrouble: FileReason | undefined;
  const disk = new DiskHealth({
    clock: { monotonicMs: () => nowMs, wallMs: () => nowMs, sleep: () => Promise.resolve() },
    journal: () => undefined,
    notify: (notice) => Promise.resolve(void notices.push(notice)),
    hostName: 'SRV01',
    logTrouble: () => logTrouble,
  });
  const pass = (ms: number) => {
    for (let passed = 0; passed < ms; passed += 15_000) {
      nowMs += 15_000;
      disk.look();
    }
    return notices.splice(0).map((each) => {
      const { condition, state } = each as Extract<Notice, { kind: 'trouble' }>;
      return `${condition} ${state}`;
    });
  };
  return { disk, pass, refuseLog: (reason: FileReason | undefined) => (logTrouble = reason) };
}

it('mails that the disk takes no state once it has lasted, and when it takes all of it again', () => {
  const { disk, pass } = open();
  disk.turnOf('memory')(full);
  expect(pass(45_000)).toEqual([]);
  disk.turnOf('brake')(full);
  expect(pass(30_000)).toEqual(['state-folder failing']);
  disk.turnOf('memory')(undefined);
  expect(pass(120_000)).toEqual([]);
  disk.turnOf('brake')(undefined);
  expect(pass(120_000)).toEqual(['state-folder over']);
  disk.close();
});

it('mails that the disk takes no log', () => {
  const { disk, pass, refuseLog } = open();
  refuseLog(full);
  expect(pass(120_000)).toEqual(['log-folder failing']);
  refuseLog(undefined);
  expect(pass(120_000)).toEqual(['log-folder over']);
  disk.close();
});

it('mails nothing of a disk that is full for a moment', () => {
  const { disk, pass } = open();
  disk.turnOf('memory')(full);
  pass(30_000);
  disk.turnOf('memory')(undefined);
  expect(pass(600_000)).toEqual([]);
  disk.close();
});
