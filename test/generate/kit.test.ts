import assert from 'node:assert/strict';
import { generateKit, targets } from '../../lib/generate/index.js';
import { bareProfile, fullProfile, profileWith } from './profile.js';

describe('generate/kit', () => {
  it('writes every target, each file once, and a README that names each', async () => {
    const kit = await generateKit(fullProfile, {
      proxy: 'proxy.acme.example:3128',
      certificateAuthority: 'ca.example',
    });
    assert.deepEqual(kit.leftOut, []);
    assert.deepEqual(
      kit.artefacts.map(({ target }) => target),
      targets().map(({ id }) => id),
    );
    const names = kit.files.map(({ fileName }) => fileName);
    assert.equal(new Set(names).size, names.length);
    const [readme] = kit.files;
    assert.equal(readme?.fileName, 'README.md');
    for (const { target, title } of kit.artefacts) {
      assert.ok(readme.text.includes(`(target \`${target}\`)`) && readme.text.includes(title), target);
    }
    const again = await generateKit(fullProfile, {
      proxy: 'proxy.acme.example:3128',
      certificateAuthority: 'ca.example',
    });
    assert.deepEqual(again.files, kit.files);
  }).timeout(30_000);

  it('leaves out, with the reason, what a bare profile has no input for', async () => {
    const kit = await generateKit(bareProfile);
    assert.deepEqual(kit.leftOut.map(({ target }) => target).sort(), [
      'chrome-policy',
      'chrome-policy-macos',
      'chrome-policy-windows',
      'edge-policy',
      'edge-policy-macos',
      'edge-policy-windows',
      'firewall-csv',
      'maven',
      'pac',
      'samsung-internet-windows',
      'webview2',
      'winhttp',
    ]);
    assert.match(kit.files[0]?.text ?? '', /`winhttp`: Target winhttp needs the site's proxy/);
  }).timeout(30_000);

  it('writes for a name with a private address, and for one whose addresses the profile does not fix', async () => {
    const privately = profileWith({
      expect: { a: ['192.168.1.10'], aaaa: ['fd00::10'], addressClass: 'private' },
    });
    const kit = await generateKit(privately, { proxy: 'proxy.acme.example:3128' });
    assert.deepEqual(kit.leftOut, []);
    const text = (target: string): string => kit.artefacts.find((one) => one.target === target)?.text ?? '';
    assert.match(text('bind'), /192\.168\.0\.0\/16;\n {2}fc00::\/7;/);
    assert.match(text('chrome-policy'), /LocalNetworkAllowedForUrls/);

    const anywhere = await generateKit(
      profileWith({ expect: { a: [], aaaa: [], addressClass: 'loopback' } }),
      {
        proxy: 'proxy.acme.example:3128',
      },
    );
    const without = ['knot-resolver', 'knot-resolver-6', 'hosts', 'zone-records', 'zone-powerdns'];
    assert.deepEqual(anywhere.leftOut.map(({ target }) => target).sort(), without.sort());
    assert.match(
      anywhere.artefacts.find(({ target }) => target === 'dnsmasq')?.verify ?? '',
      /a loopback address/,
    );
  }).timeout(30_000);

  it('writes only the targets asked for', async () => {
    const kit = await generateKit(fullProfile, { targets: ['unbound', 'no-proxy'] });
    assert.deepEqual(
      kit.files.map(({ fileName }) => fileName),
      ['README.md', 'endpoint/staylocal-no-proxy.sh', 'dns/staylocal-unbound.conf'],
    );
    await assert.rejects(generateKit(fullProfile, { targets: ['nothing'] }), { code: 'unknown-target' });
  });

  it('merges where an existing file is given', async () => {
    const merge = { 'no-proxy': { text: 'no_proxy=.corp.example\n', fileName: 'environment' } };
    const kit = await generateKit(fullProfile, { targets: ['no-proxy', 'unbound'], merge });
    assert.match(kit.files[1]?.text ?? '', /^no_proxy=\.corp\.example,connector\.acme\.example,localhost$/m);
  });

  it('refuses a profile that no artefact may carry', async () => {
    await assert.rejects(generateKit(profileWith({ name: 'a.example\nb' })), { code: 'invalid-profile' });
  });
});
