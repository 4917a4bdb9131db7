import assert from 'node:assert/strict';
import { gatherRegistry, registryFromExports } from '../../../lib/gather/host/registry.js';
import { healthyHost } from '../../../lib/lab/faults/host.js';
import { machineReaders, type MachinePlan, type Output } from '../../../lib/lab/machine.js';

const key = String.raw`HKCU\SOFTWARE\Trust1Team\Trust1Connector`;
const { machine } = healthyHost;

async function stateOf(changes: Partial<MachinePlan>): Promise<string | undefined> {
  const found = await gatherRegistry([key], machineReaders({ ...machine, ...changes }));
  return found?.keys[0]?.state;
}

const says = (text: string): Output => ({ exitCode: 1, stderr: Buffer.from(text, 'latin1') });

describe('gather: registry keys', () => {
  const without = (line: string): MachinePlan['commands'] =>
    Object.fromEntries(Object.entries(machine.commands).filter(([one]) => one !== line));

  it('are there', async () => {
    assert.equal(await stateOf({}), 'present');
  });

  it('are absent, in any language', async () => {
    for (const text of ['ERROR: not found', 'FEHLER: Schl\x81ssel nicht gefunden', 'ERREUR\xff: introuvable'])
      assert.equal(
        await stateOf({ commands: without(`reg query ${key}`), otherwise: { reg: says(text) } }),
        'absent',
      );
  });

  it('are unread where reg says something else than of a key that nobody has', async () => {
    const commands = { ...machine.commands, [`reg query ${key}`]: says('ERROR: Access is denied.') };
    const found = await gatherRegistry([key], machineReaders({ ...machine, commands }));
    assert.equal(found?.keys[0]?.state, 'unread');
    assert.match(found.keys[0].error?.message ?? '', /exit code 1 \(ERROR: Access is denied\.\)/);
  });

  it('are unread where reg refuses a key that everybody has', async () => {
    assert.equal(
      await stateOf({ commands: {}, otherwise: { reg: says('disabled by your administrator') } }),
      'unread',
    );
  });

  it('are unread without reg', async () => {
    assert.equal(await stateOf({ commands: {}, otherwise: {} }), 'unread');
  });

  it('are nothing to look for elsewhere', async () => {
    assert.equal(await stateOf({ platform: 'linux' }), undefined);
  });
});

describe('gather: registry keys of exports', () => {
  const exported = (...lines: readonly string[]): string =>
    ['Windows Registry Editor Version 5.00', '', ...lines, ''].join('\r\n');
  const files: MachinePlan['files'] = {
    '/user.reg': exported(
      String.raw`[HKEY_CURRENT_USER\SOFTWARE]`,
      String.raw`[HKEY_CURRENT_USER\Software\TRUST1TEAM\Trust1Connector\Sub]`,
    ),
    '/sid.reg': exported(String.raw`[HKEY_USERS\S-1-5-21-1-2-3-1001\SOFTWARE\Trust1Team\Trust1Connector]`),
    '/empty.reg': exported(String.raw`[HKEY_CURRENT_USER\SOFTWARE]`),
    '/deleted.reg': exported(
      String.raw`[HKEY_CURRENT_USER\SOFTWARE]`,
      String.raw`[-HKEY_CURRENT_USER\SOFTWARE\Trust1Team\Trust1Connector]`,
    ),
    '/other.reg': exported(String.raw`[HKEY_CURRENT_USER\SOFTWARE\Trust1TeamOther]`),
    '/broken.reg': 'not an export',
  };
  for (const [paths, state] of [
    [['/user.reg'], 'present'],
    [['/sid.reg'], 'present'],
    [['/empty.reg'], 'absent'],
    [['/deleted.reg'], 'absent'],
    [['/other.reg'], 'not-covered'],
    [['/broken.reg'], 'unread'],
    [['/none.reg'], 'unread'],
    [['/other.reg', '/empty.reg'], 'absent'],
    [['/broken.reg', '/empty.reg'], 'unread'],
    [['/broken.reg', '/user.reg'], 'present'],
  ] as const) {
    it(`${paths.join(' and ')} → ${state}`, async () => {
      const readers = machineReaders({ ...machine, platform: 'linux', home: '/home/ann', files });
      const found = await registryFromExports([key], paths, readers);
      assert.equal(found.keys[0]?.state, state);
    });
  }
});
