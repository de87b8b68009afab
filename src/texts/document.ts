/** monitor.ini and docs/configuration.md, made from the table of settings. */
import { sectionNames as names, settingsOf as of } from '../config/schema.js';
import { expectedText } from './expected.js';
import { sectionHelp, settingHelp } from './settings.js';

/** The shipped configuration: required values are written out, the others are comments with their defaults. */
export function sampleIni(): string {
  const parts = names.map((section) => {
    const lines = of(section).flatMap(({ key, default: preset, sample }) => {
      const active = sample !== undefined || preset === undefined;
      return [
        `; ${settingHelp(section, key, 'ru')}`,
        `${active ? '' : ';'}${key} = ${sample ?? preset ?? ''}`.trimEnd(),
      ];
    });
    return [`; ${sectionHelp(section, 'ru')}`, `[${section}]`, ...lines].join('\n');
  });
  return (
    [
      '; Настройки comwatch. Строки, начинающиеся с ; или #, — комментарии.\n' +
        '; Проверить файл: comwatch check-config. Объяснить каждый параметр: comwatch config --explain.\n' +
        '; Время пишется с единицей: 500 ms, 30 s, 2 min, 1 h.',
      ...parts,
    ].join('\n\n') + '\n'
  );
}

/** The reference of all settings. */
export function settingsTable(): string {
  const cell = (text: string) => text.replaceAll('|', '\\|');
  const parts = names.map((section) => {
    const rows = of(section).map(
      ({ key, default: preset, kind, original }) =>
        `| \`${key}\`${original ? ' *' : ''} | ${preset === undefined ? '(required)' : preset === '' ? '' : `\`${preset}\``} | ${cell(expectedText(kind.expected, 'en'))} | ${cell(settingHelp(section, key, 'en'))} <br> ${cell(settingHelp(section, key, 'ru'))} |`,
    );
    return [
      `## [${section}]`,
      '',
      sectionHelp(section, 'en'),
      '',
      '| key | default | expected | meaning |',
      '| --- | --- | --- | --- |',
      ...rows,
    ].join('\n');
  });
  return (
    [
      '# Configuration',
      'Made from the table of settings in `src/config/settings` by `npm run build`. Keys marked with * are those of the ' +
        'original tool. Bare `delay` is in milliseconds, bare `time_cache` and `witerezult` are in seconds, as the original ' +
        'ran; `[monitor] time_unit` overrides all of them, a written unit always wins.',
      ...parts,
    ].join('\n\n') + '\n'
  );
}
