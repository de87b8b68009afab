// Joins the parts of install/ into the one file that ships: install.ps1 at the top of the repository.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Folders of functions, in the best order for reading. */
const folders = ['plan', 'package', 'configuration', 'task', 'rights', 'system', 'say'];
const banner =
  '# Built from install/ by npm run build: change the parts, not this file.\n# One file, because it is run from a share.\n';

/** The text of install.ps1. @param {string} root the repository */
export function installScript(root) {
  const part = (...names) =>
    readFileSync(join(root, 'install', ...names), 'ascii').replaceAll('\r\n', '\n');
  const functions = folders.flatMap((folder) =>
    readdirSync(join(root, 'install', folder))
      .filter((name) => name.endsWith('.ps1'))
      .sort()
      .map((name) => part(folder, name)),
  );
  return [
    part('header.ps1').trimEnd(),
    banner,
    part('constants.ps1'),
    texts(root, 'English', 'en'),
    texts(root, 'Russian', 'ru'),
    ...functions,
    part('main.ps1'),
  ].join('\n');
}

/**
 * A table of texts. The script is ASCII, since PowerShell may read it in any encoding: everything else is escaped for
 * .NET's Regex.Unescape.
 */
function texts(root, name, language) {
  const file = join(root, 'install', 'texts', `${language}.json`);
  const rows = Object.entries(JSON.parse(readFileSync(file, 'utf8'))).map(
    ([key, text]) => `    '${key}' = '${escaped(text)}'`,
  );
  return `$${name} = @{\n${rows.join('\n')}\n}\n`;
}

const escaped = (text) =>
  text
    .replaceAll('\\', '\\\\')
    .replaceAll("'", "''")
    .replace(/[^\x20-\x7e]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** @param {string} root the repository */
export function buildInstall(root) {
  writeFileSync(join(root, 'install.ps1'), installScript(root));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) buildInstall(process.cwd());
