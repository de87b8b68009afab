import { copyFileSync, mkdtempSync, readFileSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openProvenStore } from '../../../src/adapters/state/proven-store.js';
import { provenBy } from '../../../src/compose/probe.js';
import { parseConfig } from '../../../src/config/load.js';
import { ROOT } from '../../support/paths.js';

const folder = () => mkdtempSync(join(tmpdir(), 'proven-'));

/** The store of a configuration with these lines. */
function storeOf(state: string, text: string, application?: string) {
  const loaded = parseConfig(text, '/somewhere/monitor.ini');
  const com = loaded.ok ? loaded.config.applications[0].com : undefined;
  if (!com) throw new Error(JSON.stringify(loaded));
  return openProvenStore(state, provenBy(com), application);
}

const BEGIN = '[commethod]\nsysname = a\nlogin = b\n';
const CONFIGURATION = `${BEGIN}password = secret\nwiterezult = 100 s\nactivation_timeout = 60 s\n`;

it('knows a configuration again, across restarts', async () => {
  const state = folder();
  expect(await storeOf(state, CONFIGURATION).load()).toBe(false);
  expect(await storeOf(state, CONFIGURATION).save()).toBe(true);
  expect(await storeOf(state, CONFIGURATION).load()).toBe(true);
});

describe('a configuration that has succeeded', () => {
  const knows = async (changed: string) => {
    const state = folder();
    await storeOf(state, CONFIGURATION).save();
    return storeOf(state, changed).load();
  };

  it.each([
    ['a shorter time limit', CONFIGURATION.replace('100 s', '99 s')],
    ['a shorter time limit of the activation', CONFIGURATION.replace('60 s', '59 s')],
    ['another answer that is expected', `${CONFIGURATION}expect = /version/`],
    ['another password', CONFIGURATION.replace('secret', 'x')],
    ['another server', `${CONFIGURATION}progid = Other.Server`],
    ['another call', `${CONFIGURATION}session_info = Info({session}, out info)`],
  ])('has to succeed anew with %s', async (_what, changed) => {
    expect(await knows(changed)).toBe(false);
  });

  it.each([
    ['with longer time limits', CONFIGURATION.replace('100 s', '2 min').replace('60 s', '120 s')],
    ['whatever is unloaded for it', `${CONFIGURATION}alarm_metric = 3\nconfirm = 3\ndelay = 5 s`],
    ['however its failures are classed', `${CONFIGURATION}refuse_pattern = default|no licence`],
  ])('is the same one %s', async (_what, changed) => {
    expect(await knows(changed)).toBe(true);
  });

  it('is proven for the limits that it succeeded with', async () => {
    const state = folder();
    await storeOf(state, CONFIGURATION).save();
    const longer = CONFIGURATION.replace('100 s', '200 s');
    expect(await storeOf(state, longer).load()).toBe(true);
    // Not written again: the shorter limit has succeeded, too.
    expect(await storeOf(state, CONFIGURATION).load()).toBe(true);
  });
});

describe('a file of the first edition', () => {
  const fixture = (name: string) => join(ROOT, 'test/fixtures/proven-of-the-first-edition', name);
  const placed = (name: string) => {
    const state = folder();
    copyFileSync(fixture(`${name}.json`), join(state, 'proven.json'));
    return { state, text: readFileSync(fixture(`${name}.ini`), 'utf8') };
  };
  const isRewritten = (state: string) =>
    readFileSync(join(state, 'proven.json'), 'utf8').includes('limitsMs');
  const rewritten = (state: string) =>
    expect.poll(() => isRewritten(state), { timeout: 60_000 }).toBe(true);

  it.each(['plain', 'own-patterns'])('is accepted as it is: %s', async (name) => {
    const { state, text } = placed(name);
    expect(isRewritten(state)).toBe(false);
    expect(await storeOf(state, text).load()).toBe(true);
  });

  it('is accepted under a refuse_pattern that was written since', async () => {
    const { state, text } = placed('plain');
    expect(await storeOf(state, `${text}refuse_pattern = default|no licence\n`).load()).toBe(true);
    const other = placed('plain');
    expect(await storeOf(other.state, `${other.text}refuse_pattern = no\n`).load()).toBe(true);
  });

  it('is not that of another configuration', async () => {
    const { state, text } = placed('plain');
    expect(await storeOf(state, text.replace('Пароль#1', 'x')).load()).toBe(false);
    expect(isRewritten(state)).toBe(false);
  });

  it('is written anew: from then on longer time limits leave it', async () => {
    const { state, text } = placed('plain');
    await storeOf(state, text).load();
    await rewritten(state);
    expect(await storeOf(state, text.replace('witerezult: 50', 'witerezult: 70')).load()).toBe(
      true,
    );
  });

  it('is what such a version, come back, finds in a file of now', async () => {
    const { state, text } = placed('plain');
    await storeOf(state, text).load();
    await rewritten(state);
    const { salt, key } = JSON.parse(readFileSync(join(state, 'proven.json'), 'utf8')) as {
      salt: string;
      key: string;
    };
    writeFileSync(join(state, 'proven.json'), JSON.stringify({ salt, key }));
    expect(await storeOf(state, text).load()).toBe(true);
  });
});

it.each([
  '',
  '{}',
  'null',
  '{"salt":"","key":""}',
  '{"salt":7,"key":"x"}',
  '{"salt":"","key":"","calls":"","limitsMs":[]}',
  '{"salt":"","key":"","calls":"","limitsMs":["0","0"]}',
  '{"salt":"","key":"","limitsMs":[0,0]}',
])('takes a damaged file (%j) for nothing proven', async (text) => {
  const state = folder();
  writeFileSync(join(state, 'proven.json'), text);
  expect(await storeOf(state, CONFIGURATION).load()).toBe(false);
});

it('keeps neither the password nor the same hash twice', async () => {
  const [one, two] = [folder(), folder()];
  await storeOf(one, CONFIGURATION).save();
  await storeOf(two, CONFIGURATION).save();
  const texts = [one, two].map((state) => readFileSync(join(state, 'proven.json'), 'utf8'));
  expect(texts[0]).not.toBe(texts[1]);
  expect(texts.join('')).not.toContain('secret');
});

it('says so when it cannot be written', async () => {
  const state = folder();
  mkdirSync(join(state, 'proven.json'));
  expect(await storeOf(state, CONFIGURATION).save()).toBe(false);
});
