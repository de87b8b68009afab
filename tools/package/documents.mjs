// LICENSES.txt, sbom.cdx.json and manifest.json: made from the content of the package, without date or machine.
import { createHash } from 'node:crypto';

/** Notepad of Server 2016 shows a text without carriage returns as one line. */
const forNotepad = (text) => Buffer.from(text.replace(/\r?\n/g, '\r\n'), 'utf8');
const json = (value) => Buffer.from(`${JSON.stringify(value, null, 2)}\n`, 'utf8');

/** @param {{ version: string, licence: string }} product @param {import('./components.mjs').Component[]} components */
export function licencesText(product, components) {
  const line = '='.repeat(100);
  const list = components.map(({ name, version, licence }) => `  ${name} ${version}: ${licence}`);
  const texts = components.map(
    ({ name, version, licence, text }) =>
      `${line}\n${name} ${version} (${licence})\n${line}\n\n${text.trim()}\n`,
  );
  return forNotepad(
    `comwatch ${product.version} and what it is shipped with\n\n${list.join('\n')}\n\n` +
      `${line}\ncomwatch ${product.version} (BSD-3-Clause)\n${line}\n\n${product.licence.trim()}\n\n${texts.join('\n')}`,
  );
}

/**
 * A CycloneDX 1.6 bill of materials. No serial number and no time: both would differ from build to build, and both are
 * optional (https://cyclonedx.org/docs/1.6/json/).
 */
export function billOfMaterials(product, components) {
  const main = {
    type: 'application',
    'bom-ref': `comwatch@${product.version}`,
    name: 'comwatch',
    version: product.version,
    licenses: [{ license: { id: 'BSD-3-Clause' } }],
  };
  return json({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: main },
    components: components.map(billEntry),
    dependencies: [
      { ref: main['bom-ref'], dependsOn: components.map(reference) },
      ...components.map((component) => ({ ref: reference(component) })),
    ],
  });
}

const reference = ({ name, version }) => `${name}@${version}`;

function billEntry(component) {
  const { type, name, version, licence, purl, integrity } = component;
  const [algorithm, hash] = integrity?.split('-') ?? [];
  return {
    type,
    'bom-ref': reference(component),
    name,
    version,
    ...(algorithm === 'sha512'
      ? { hashes: [{ alg: 'SHA-512', content: Buffer.from(hash, 'base64').toString('hex') }] }
      : {}),
    licenses: [
      { license: licence.startsWith('LicenseRef-') ? { name: licence } : { id: licence } },
    ],
    ...(purl ? { purl } : {}),
  };
}

/**
 * Size and SHA-256 of every file; install.ps1 checks them before it replaces anything.
 * @param {{ version: string, node: string }} product @param {ReadonlyMap<string, Buffer>} files
 */
export function manifest({ version, node }, files) {
  const entries = [...files.keys()].sort().map((path) => {
    const content = files.get(path);
    return {
      path,
      bytes: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
    };
  });
  return json({ name: 'comwatch', version, node, files: entries });
}
