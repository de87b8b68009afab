export type Language = 'ru' | 'en';

/**
 * The language of the command line: that of the system. Mail has its own in the configuration.
 *
 * The first of LC_ALL, LC_MESSAGES and LANG that is set and not empty decides (POSIX, 8.2 Internationalization
 * Variables); Windows sets none of them, so its own locale does.
 */
export function systemLanguage(
  environment: Readonly<Record<string, string | undefined>>,
  systemLocale = Intl.DateTimeFormat().resolvedOptions().locale,
): Language {
  const named = ['LC_ALL', 'LC_MESSAGES', 'LANG']
    .map((variable) => environment[variable] ?? '')
    .find((value) => value !== '');
  return /^ru(ssian)?(?![a-z])/i.test(named ?? systemLocale) ? 'ru' : 'en';
}
