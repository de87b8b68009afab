/** Secrets shorter than this would be found in every other word; they are never handed to the log in the first place. */
const SHORTEST = 4;

/** Replaces every secret, plain or as Base64 or percent-encoding, by `***`. The last of several defences. */
export function redactor(secrets: readonly string[]): (text: string) => string {
  const forms = secrets
    .filter((secret) => secret.length >= SHORTEST)
    .flatMap((secret) => [
      secret,
      Buffer.from(secret, 'utf8').toString('base64').replace(/=+$/, ''),
      encodeURIComponent(secret),
    ]);
  const unique = [...new Set(forms)].sort((a, b) => b.length - a.length);
  return (text) => unique.reduce((done, form) => done.replaceAll(form, '***'), text);
}
