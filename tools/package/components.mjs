// Components of the package and their owners: one list behind LICENSES.txt and sbom.cdx.json.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { edgePart, nodePart } from './parts.mjs';

/**
 * @typedef {{ name: string, version: string, licence: string, text: string, type: 'library' | 'platform',
 *   purl?: string, integrity?: string }} Component
 *   licence: SPDX identifier, or `LicenseRef-…` where there is none; integrity: sha512 as npm writes it
 */

/**
 * @param {string} root the repository
 * @param {string[]} packageFolders npm packages that were bundled
 * @param {Map<string, Buffer>} edge files of the edge-js package
 * @returns {Component[]} sorted by name and version
 */
export function componentsOf(root, packageFolders, edge) {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const bundled = packageFolders.map((folder) =>
    bundledComponent(root, folder, lock.packages[folder]?.integrity),
  );
  const node = {
    name: 'node',
    version: nodePart.version,
    licence: 'MIT',
    text: readFileSync(
      join(root, 'tools/package/licences', `node-${nodePart.version}.txt`),
      'utf8',
    ),
    type: 'platform',
    purl: purl(nodePart.name, nodePart.version),
    integrity: nodePart.integrity,
  };
  const edgePin = edgePart(root);
  const edgeJs = {
    name: 'edge-js',
    version: edgePin.version,
    licence: 'MIT',
    text: edge.get('LICENSE').toString('utf8'),
    type: 'library',
    purl: purl('edge-js', edgePin.version),
    integrity: edgePin.integrity,
  };
  const runtime = {
    name: 'Microsoft Visual C++ Runtime',
    version: '14',
    licence: 'LicenseRef-Microsoft-Visual-Cpp-Runtime',
    text:
      'msvcp140.dll and vcruntime140.dll are (c) Microsoft Corporation and come\n' +
      'unchanged from the npm package edge-js. They are files that the Microsoft Software License Terms of Visual\n' +
      'Studio list as redistributable ("Distributable Code"): they may be passed on, unchanged, with a program that\n' +
      'needs them.\n',
    type: 'library',
  };
  return [...bundled, node, edgeJs, runtime].sort((a, b) =>
    `${a.name} ${a.version}` < `${b.name} ${b.version}` ? -1 : 1,
  );
}

function bundledComponent(root, folder, integrity) {
  const files = readdirSync(join(root, folder));
  const description = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  const { name, version, license } = description;
  if (typeof license !== 'string') throw new Error(`${name} names no licence in its package.json`);
  const texts = files
    .filter((file) => /^(licen[cs]e|notice|copying)(\.|-|$)/i.test(file))
    .sort()
    .map((file) => readFileSync(join(root, folder, file), 'utf8'));
  return {
    name,
    version,
    licence: license,
    text: texts.length > 0 ? texts.join('\n') : statedLicence(root, description),
    type: 'library',
    purl: purl(name, version),
    ...(integrity ? { integrity } : {}),
  };
}

/**
 * node-powershell and its parts state a licence and an author but contain no text; the renderer of pictures states the
 * MPL.
 */
function statedLicence(root, { name, version, license, author, repository }) {
  if (license === 'MPL-2.0' && typeof repository === 'string') {
    const text = readFileSync(join(root, 'tools/package/licences/MPL-2.0.txt'), 'utf8');
    const source = repository.replace(/^git@([^:]+):/, 'https://$1/').replace(/\.git$/, '');
    return (
      'The package states the Mozilla Public License without its text. It is shipped unmodified; its source\n' +
      `code is that of version ${version} at ${source}\n\n${text}`
    );
  }
  const holder = typeof author === 'string' ? author : author?.name;
  if (license !== 'MIT' || !holder) {
    throw new Error(`${name} brings no licence text; it cannot be shipped`);
  }
  const text = readFileSync(join(root, 'tools/package/licences/MIT.txt'), 'utf8');
  return `The package states the MIT licence without its text.\n\nCopyright (c) ${holder}\n\n${text}`;
}

const purl = (name, version) => `pkg:npm/${name.replace('@', '%40')}@${version}`;
