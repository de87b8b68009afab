import { describe, expect, it } from 'vitest';
import { parseIntents, type Intent } from '../../../../src/core/acting/intent.js';
import { STARTED_UNIX_MS, target } from '../../../support/build.js';

const unnamed: Intent = {
  incidentId: '20261124-211504.123-4712',
  target: target(),
  check: 'com',
  begunUnixMs: STARTED_UNIX_MS,
};
const intent: Intent = { ...unnamed, application: 'Trade' };

describe('stops that an earlier agent had begun', () => {
  it.each([intent, unnamed, { ...intent, check: 'limits' }])('are read as written: %o', (each) => {
    expect(parseIntents(JSON.parse(JSON.stringify([each])))).toEqual([each]);
  });

  it.each([null, undefined, {}, 'x', 5])('are none where the file holds %o', (value) => {
    expect(parseIntents(value)).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['nothing', null],
    ['a text', 'x'],
    ['no incident', { ...intent, incidentId: undefined }],
    ['an unknown check', { ...intent, check: 'disk' }],
    ['an application that is no text', { ...intent, application: 5 }],
    ['a beginning of text', { ...intent, begunUnixMs: '5' }],
    ['a beginning that is no time', { ...intent, begunUnixMs: Number.NaN }],
    ['no process', { ...intent, target: { ...target(), pid: 'x' } }],
  ])('are looked up one by one: %s in the place of one loses only that', (_what, broken) => {
    expect(parseIntents([broken, intent])).toEqual([intent]);
  });
});
