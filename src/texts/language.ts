export type Language = 'ru' | 'en';

/** The language of the command line: that of the system. Mail has its own in the configuration. */
export function systemLanguage(
  environment: Readonly<Record<string, string | undefined>>,
): Language {
  const named =
    environment['LC_ALL'] ?? environment['LC_MESSAGES'] ?? environment['LANG'] ?? undefined;
  const locale = named && named !== 'C' ? named : Intl.DateTimeFormat().resolvedOptions().locale;
  return locale.toLowerCase().startsWith('ru') ? 'ru' : 'en';
}
