/** One word for one thing in everything Russian: the program, its mails, README.ru.md, the guides. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

interface Wording {
  readonly avoid: RegExp;
  readonly write: string;
}

const wordings: readonly Wording[] = [
  { avoid: /тормоз/i, write: 'выгрузка приостановлена' },
  { avoid: /переж[ии]л/i, write: 'не завершился' },
  { avoid: /никто не выгруж|никого не выгруж|ни за кем/i, write: 'ни один процесс' },
  { avoid: /винов/i, write: 'процесс, который выделяется; причина' },
  { avoid: /настройк|настроек/i, write: 'конфигурация (весь файл), параметр (одна строка)' },
  {
    avoid: /(?:неизвестн|нов)\S+ ключ(?!\S* командной)|ключ =|ключи? конфигурации/i,
    write: 'параметр',
  },
  { avoid: /(?<!ланировщик\S{0,3} |пакетного )(?<![а-яё])задани[а-яё]/i, write: 'задача' },
  { avoid: /закрепите/i, write: 'зафиксируйте' },
  { avoid: /по порядку/i, write: 'штатно' },
  { avoid: /слепа|слепой/i, write: 'не работает' },
  { avoid: /что принести/i, write: 'что прислать' },
  { avoid: /(?<![а-яё])(?:умер|умирает|мёртв)/i, write: 'завершился' },
  { avoid: /в [01] раз(?![а-я])/i, write: 'не вырос' },
];

const textFiles = readdirSync('src/texts/ru', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => join('src/texts/ru', name));
const guides = readdirSync('docs')
  .filter((name) => name.endsWith('.ru.md'))
  .map((name) => join('docs', name));
const others = ['README.ru.md'].filter((name) => existsSync(name));

const files = [...textFiles, ...guides, ...others];

describe.each(files)('%s', (file) => {
  const text = readFileSync(file, 'utf8');

  it.each(wordings)('says "$write"', ({ avoid }) => {
    const found = new RegExp(avoid, 'gi');
    const lines = text.split('\n').flatMap((line, at) => {
      // Quoted names are those of Windows.
      const word = line.replace(/«[^»]*»/g, '').match(found);
      return word ? [`${file}:${at + 1}: ${word.join(', ')}`] : [];
    });
    expect(lines).toEqual([]);
  });
});
