import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { timeLimit } from '../../../lib/gather/route/time-limit.js';
import { readTrust, Trust } from '../../../lib/gather/route/index.js';
import { systemReaders, type MachineReaders } from '../../../lib/gather/readers.js';
import { createAuthority } from '../../../lib/lab/certificate-authority.js';

const at = new Date('2026-11-24T08:00:00Z');
const notFound = { code: 'not-found', message: 'there is none' };

function machine(changes: Partial<MachineReaders>): MachineReaders {
  return {
    ...systemReaders({ env: {} }),
    read: () => Promise.resolve(notFound),
    run: () => Promise.resolve(notFound),
    ...changes,
  };
}

const output = (text: string) => () =>
  Promise.resolve({ exitCode: 0, stdout: Buffer.from(text), stderr: Buffer.alloc(0) });

describe('gather: the roots of a machine', () => {
  let pem = '';
  before(async () => {
    pem = (await createAuthority({ name: 'Corp Root', at })).certificate.trim();
  });
  const roots = async (changes: Partial<MachineReaders>): Promise<readonly string[]> =>
    (await readTrust({ readers: machine(changes), nodeSystemRoots: null })).roots.system;

  it('of Linux, by whichever bundle there is', async () => {
    const read: MachineReaders['read'] = (path) =>
      Promise.resolve(
        path === '/etc/pki/tls/certs/ca-bundle.crt' ? { bytes: Buffer.from(`# Corp\n${pem}\n`) } : notFound,
      );
    assert.deepEqual(await roots({ platform: 'linux', read }), [pem]);
  });

  it('of macOS, by what security prints', async () => {
    assert.deepEqual(await roots({ platform: 'darwin', run: output(`${pem}\n${pem}\n`) }), [pem, pem]);
  });

  it('of Windows, by what PowerShell prints', async () => {
    const der = new X509Certificate(pem).raw.toString('base64');
    const [found = ''] = await roots({ platform: 'win32', run: output(`${der}\r\n`) });
    assert.equal(new X509Certificate(found).subject, 'CN=Corp Root');
  });

  it('and of NODE_EXTRA_CA_CERTS', async () => {
    const read: MachineReaders['read'] = (path) =>
      Promise.resolve(path === '/corp.pem' ? { bytes: Buffer.from(pem) } : notFound);
    assert.deepEqual(await roots({ platform: 'linux', env: { NODE_EXTRA_CA_CERTS: '/corp.pem' }, read }), [
      pem,
    ]);
  });

  it('that could not be read are said', async () => {
    for (const platform of ['linux', 'win32'] as const) {
      const trust = await readTrust({ readers: machine({ platform }), nodeSystemRoots: null });
      assert.equal(trust.systemError?.code, 'not-found');
    }
    const refused = { exitCode: 1, stdout: Buffer.alloc(0), stderr: Buffer.alloc(0) };
    const trust = await readTrust({
      readers: machine({ platform: 'darwin', run: () => Promise.resolve(refused) }),
      nodeSystemRoots: null,
    });
    assert.match(trust.systemError?.message ?? '', /exit code 1/);
  });

  it('takes none for a root that the user named and that is none', async () => {
    await assert.rejects(readTrust({ readers: machine({}), named: 'x' }), { code: 'not-a-certificate' });
  });
});

describe('gather: what a chain rests on', () => {
  it('is a signature, not a name', async () => {
    const [real, fake] = await Promise.all([
      createAuthority({ name: 'Root', at }),
      createAuthority({ name: 'Root', at }),
    ]);
    const trust = new Trust({ public: [real.certificate], system: [fake.certificate], named: [] });
    const derOf = (text: string): Buffer[] =>
      text
        .trim()
        .split(/(?<=-----END CERTIFICATE-----)\s+/)
        .map((one) => new X509Certificate(one).raw);
    const anchorsOf = (chain: readonly Uint8Array[]): Promise<string[]> =>
      trust.anchorsOf(chain, new AbortController().signal);
    const leaf = await fake.issue({ names: ['ds.example'] });
    assert.deepEqual(await anchorsOf(derOf(leaf.certificate)), ['system']);
    // A stranger's root sent along vouches for nothing.
    const [own = Buffer.alloc(0)] = derOf((await fake.issue({ names: ['x.example'] })).certificate);
    assert.deepEqual(await anchorsOf([own, ...derOf(real.certificate)]), ['system']);
    const stranger = await createAuthority({ name: 'Stranger', at });
    const [alone = Buffer.alloc(0)] = derOf((await stranger.issue({ names: ['x.example'] })).certificate);
    assert.deepEqual(await anchorsOf([alone, ...derOf(real.certificate)]), []);
  });

  it('is not looked for longer than there is time, however many certificates have to be tried', async () => {
    const [real, fake] = await Promise.all([
      createAuthority({ name: 'Root', at }),
      createAuthority({ name: 'Root', at }),
    ]);
    // Each has the right name and the wrong key: each signature is checked.
    const roots = { public: Array<string>(3000).fill(fake.certificate), system: [], named: [] };
    const trust = new Trust(roots);
    trust.prepare();
    const [leaf = ''] = (await real.issue({ names: ['ds.example'] })).certificate.split(
      /(?<=-----END CERTIFICATE-----)\s+/,
    );
    const limit = timeLimit(20);
    try {
      await assert.rejects(trust.anchorsOf([new X509Certificate(leaf).raw], limit.signal), {
        name: 'TimeoutError',
      });
    } finally {
      limit.end();
    }
  });
});
