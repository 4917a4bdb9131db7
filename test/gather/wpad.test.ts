import assert from 'node:assert/strict';
import { gatherPac, type PacOptions } from '../../lib/gather/pac.js';
import { searchDomains, wpadUrls } from '../../lib/gather/wpad.js';
import { workUntil } from '../work.js';

describe('gather: automatic detection (WPAD)', () => {
  for (const [domains, hosts] of [
    [['corp.example'], ['wpad.corp.example']],
    [['b.a.corp.example'], ['wpad.b.a.corp.example', 'wpad.a.corp.example', 'wpad.corp.example']],
    [
      ['site.corp.co.uk', 'CORP.co.uk.'],
      ['wpad.site.corp.co.uk', 'wpad.corp.co.uk'],
    ],
    [['local'], []],
    [['co.uk'], []],
    [['evil.example/x?', 'a..b'], []],
  ] as const) {
    it(`of ${domains.join(', ')} asks ${hosts.join(', ') || 'nobody'}`, () => {
      assert.deepEqual(
        wpadUrls(domains),
        hosts.map((host) => `http://${host}/wpad.dat`),
      );
    });
  }

  for (const [text, env, domains] of [
    ['nameserver 192.0.2.1\nsearch a.example b.example\n', {}, ['a.example', 'b.example']],
    ['domain a.example\nsearch b.example\n', {}, ['b.example']],
    ['search .\n', { USERDNSDOMAIN: 'CORP.EXAMPLE' }, ['CORP.EXAMPLE']],
    [undefined, {}, []],
  ] as const) {
    it(`finds the search domains ${domains.join(', ') || '(none)'}`, async () => {
      const read = (): Promise<string> =>
        text === undefined ? Promise.reject(new Error('ENOENT')) : Promise.resolve(text);
      assert.deepEqual(await searchDomains(env, read), domains);
    });
  }

  it('reads a file of empty lines once', async () => {
    const read = (): Promise<string> => Promise.resolve(`${'\n'.repeat(300_000)}search corp.example\n`);
    const { result, units } = await workUntil(() => searchDomains({}, read));
    assert.deepEqual(result, ['corp.example']);
    assert.ok(units < 20, `${units} units`);
  });

  const settings = (on: boolean): PacOptions['settings'] => {
    const text = `Windows Registry Editor Version 5.00\n\n[HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings]\n"AutoDetect"=dword:0000000${on ? 1 : 0}\n`;
    return [{ from: 'machine', evidence: { source: 'x.reg', bytes: Buffer.from(text).toString('base64') } }];
  };

  it('looks only where detection is on and somebody asks for it', async () => {
    const wpad = (): Promise<readonly string[]> => Promise.resolve(['http://127.0.0.1:9/wpad.dat']);
    const common = { sources: [], fetch: true };
    assert.deepEqual(await gatherPac({ ...common, settings: settings(true) }), []);
    assert.deepEqual(await gatherPac({ ...common, settings: settings(false), wpad }), []);
    const [found] = await gatherPac({ ...common, settings: settings(true), wpad });
    assert.equal(found?.wpad, true);
    assert.equal(found.error?.code, 'connection-refused');
  });

  it('says so where there is nowhere to look', async () => {
    const [found] = await gatherPac({
      sources: [],
      fetch: true,
      settings: settings(true),
      wpad: () => Promise.resolve([]),
    });
    assert.equal(found?.error?.code, 'no-search-domain');
  });
});
