#!/usr/bin/env node
// Stands in for a PowerShell that does not keep to the agreed form. COMWATCH_TEST_HELLO says what it does instead of saying
// who it is; COMWATCH_TEST_ANSWERS is a list of what it does instead of each answer, one after the other and
// from the first again. See `answer` below for the words.
import { createInterface } from 'node:readline';

const hello = process.env.COMWATCH_TEST_HELLO ?? '';
const answers = JSON.parse(process.env.COMWATCH_TEST_ANSWERS ?? '[""]');
let nonce;
let greeted = false;
let turn = 0;

const wire = (json) => (json === undefined ? '-' : Buffer.from(json, 'utf8').toString('base64'));
const line = (id, output, errors) => `${nonce} ${id} ${wire(output)} ${wire(errors)} .\n`;
const write = (text) => process.stdout.write(text);

createInterface({ input: process.stdin })
  .on('line', (text) => {
    if (nonce === undefined) {
      nonce = /-Nonce '([0-9a-f]{16})'/.exec(text)[1];
      write(line(0));
      return;
    }
    const [id] = text.split(' ');
    if (!greeted && hello === '') write(line(id, '{"languageMode":"FullLanguage"}'));
    else answer(id, greeted ? answers[turn++ % answers.length] : hello);
    greeted = true;
  })
  .on('close', () => process.exit(0));

function answer(id, behaviour) {
  const [word, rest] = [/^\S*/.exec(behaviour)[0], behaviour.replace(/^\S* ?/, '')];
  if (word === 'output') write(line(id, rest));
  else if (word === 'errors') write(line(id, undefined, rest));
  else if (word === 'nothing') write(line(id));
  else if (word === 'nested') write(line(id, '['.repeat(200_000) + ']'.repeat(200_000)));
  else if (word === 'other-id') write(line(Number(id) + 1, '{}'));
  else if (word === 'twice') write(line(id, 'null') + line(id, 'null'));
  else if (word === 'long') write('x'.repeat(1_200_000));
  else if (word === 'bytes') write(Buffer.from('fffe00c3280a80', 'hex'));
  else if (word === 'half') write(line(id, '{}').slice(0, 30), () => process.exit(0));
  else if (word === 'throw') throw new Error('thrown in a shell');
  else if (word === 'exit') process.exit(Number(rest));
  else if (word === 'deaf') process.stdin.destroy();
  // `silent`: no answer at all.
}
