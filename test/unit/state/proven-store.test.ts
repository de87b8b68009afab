import { mkdtempSync, readFileSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openProvenStore } from '../../../src/adapters/state/proven-store.js';

const folder = () => mkdtempSync(join(tmpdir(), 'proven-'));
const CONFIGURATION = '{"progid":"a","password":"secret"}';

it('knows a configuration again, across restarts', async () => {
  const state = folder();
  expect(await openProvenStore(state, CONFIGURATION).load()).toBe(false);
  expect(await openProvenStore(state, CONFIGURATION).save()).toBe(true);
  expect(await openProvenStore(state, CONFIGURATION).load()).toBe(true);
});

it('does not know another configuration', async () => {
  const state = folder();
  await openProvenStore(state, CONFIGURATION).save();
  expect(await openProvenStore(state, CONFIGURATION.replace('a', 'b')).load()).toBe(false);
});

it.each(['', '{}', 'null', '{"salt":"","key":""}', '{"salt":7,"key":"x"}'])(
  'takes a damaged file (%j) for nothing proven',
  async (text) => {
    const state = folder();
    writeFileSync(join(state, 'proven.json'), text);
    expect(await openProvenStore(state, CONFIGURATION).load()).toBe(false);
  },
);

it('keeps neither the password nor the same hash twice', async () => {
  const [one, two] = [folder(), folder()];
  await openProvenStore(one, CONFIGURATION).save();
  await openProvenStore(two, CONFIGURATION).save();
  const texts = [one, two].map((state) => readFileSync(join(state, 'proven.json'), 'utf8'));
  expect(texts[0]).not.toBe(texts[1]);
  expect(texts.join('')).not.toContain('secret');
});

it('says so when it cannot be written', async () => {
  const state = folder();
  mkdirSync(join(state, 'proven.json'));
  expect(await openProvenStore(state, CONFIGURATION).save()).toBe(false);
});
