/** Looks up the application of a class through the real PowerShell; registry and COM+ catalogue are stand-ins. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openApplicationReader } from '../../src/adapters/powershell/commands/application.js';
import { shareShell } from '../support/shells.js';

const CLASS = '{5B1E3B52-6C53-4A53-9F0E-6D4A0C9F1E77}';
const OFFICE = '{0C7C0B0E-5F2C-4C37-8F6B-2E6D5A4C1D11}';
const SURROGATE = '{1D111111-5F2C-4C37-8F6B-2E6D5A4C1D22}';
const NOBODY = '{9C7C0B0E-5F2C-4C37-8F6B-2E6D5A4C1D99}';
const signal = new AbortController().signal;

const registry = {
  'me.InRegistry\\CLSID': { '(default)': CLASS },
  [`CLSID\\${CLASS}`]: { AppID: OFFICE.toLowerCase() },
  'me.InCatalogue\\CLSID': { '(default)': CLASS.replace('5B', '6B') },
  [`WOW6432Node\\CLSID\\${CLASS.replace('5B', '6B')}\\InprocServer32`]: {
    '(default)': 'office.dll',
  },
  [`AppID\\${SURROGATE}`]: { DllSurrogate: '' },
};
const office = {
  appId: OFFICE,
  name: 'Front Office',
  classes: [CLASS.replace('5B', '6B')],
  instances: [4711, 4712],
};

const folder = mkdtempSync(join(tmpdir(), 'comwatch-application-'));
const files = {
  registry: join(folder, 'registry.json'),
  catalogue: join(folder, 'catalogue.json'),
};
writeFileSync(files.registry, JSON.stringify(registry));
const shared = shareShell({
  environment: {
    COMWATCH_STAND_IN_REGISTRY: files.registry,
    COMWATCH_STAND_IN_CATALOG: files.catalogue,
  },
});

/** Looks up on a server with this COM+ catalogue; by default it has none. */
function ask(
  query: { progid?: string; application?: string; catalog?: boolean },
  catalogue?: readonly object[],
) {
  if (catalogue) writeFileSync(files.catalogue, JSON.stringify(catalogue));
  else rmSync(files.catalogue, { force: true });
  return openApplicationReader(shared().shell)({ catalog: false, ...query }, signal);
}

describe('the application of a class', () => {
  it('stands in the registry', async () => {
    expect(await ask({ progid: 'me.InRegistry' })).toMatchObject({
      ok: true,
      found: { appId: OFFICE, classId: CLASS, registered: { bits64: true, bits32: false } },
    });
  });

  it('stands in the catalogue where the registry names none', async () => {
    expect(await ask({ progid: 'me.InCatalogue' }, [office])).toMatchObject({
      ok: true,
      found: {
        appId: OFFICE,
        name: 'Front Office',
        instancePids: [4711, 4712],
        registered: { bits64: false, bits32: true },
      },
    });
  });

  it('has instances that COM+ has recycled, or that are paused', async () => {
    const pool = { ...office, instances: [4711, 4712, 4713], recycled: [4712], paused: [4713] };
    expect(await ask({ progid: 'me.InRegistry', catalog: true }, [pool])).toMatchObject({
      found: { instancePids: [4711, 4712, 4713], retiredPids: [4712, 4713] },
    });
    expect(await ask({ progid: 'me.InRegistry', catalog: true }, [office])).toMatchObject({
      found: { instancePids: [4711, 4712], retiredPids: [] },
    });
  });

  it('is none for a class that is not registered', async () => {
    expect(await ask({ progid: 'me.Mistyped' }, [office])).toMatchObject({
      ok: true,
      found: { appId: null, classId: null },
    });
  });
});

describe('an application by its name', () => {
  it('is the one of the catalogue', async () => {
    expect(await ask({ application: 'Front Office' }, [office])).toMatchObject({
      found: { appId: OFFICE, instancePids: [4711, 4712], ambiguous: false },
    });
  });

  it('is none when two are called so', async () => {
    const other = { ...office, appId: NOBODY };
    expect(await ask({ application: 'Front Office' }, [office, other])).toMatchObject({
      found: { appId: null, ambiguous: true },
    });
  });
});

describe('an application by its AppID', () => {
  it.each([
    ['the catalogue has it', OFFICE, [office], { appId: OFFICE, name: 'Front Office' }],
    ['it is a surrogate of the registry', SURROGATE, [office], { appId: SURROGATE }],
    ['the catalogue cannot be asked', NOBODY, undefined, { appId: NOBODY }],
  ])('is taken when %s', async (_why, application, catalogue, found) => {
    expect(await ask({ application }, catalogue)).toMatchObject({ ok: true, found });
  });

  it('is none when neither registry nor catalogue knows it', async () => {
    expect(await ask({ application: NOBODY }, [office])).toMatchObject({
      ok: true,
      found: { appId: null, fault: undefined },
    });
  });
});
