/** Browser policies that are there keep everything but the exceptions of the policy that counts, and the list of callers. */
import assert from 'node:assert/strict';
import { parse as parsePlist } from 'plist';
import { artefactBytes, generate, type Artefact } from '../../lib/generate/index.js';
import { readSettings, registryValues, route } from '../../lib/proxy/index.js';
import { fullProfile } from './profile.js';

const { name } = fullProfile;
const url = `https://${name}:51983/`;
const [origin = ''] = fullProfile.origins;
const hosts = [name, ...fullProfile.bypassHosts].join(',');

interface Case {
  readonly title: string;
  readonly target: string;
  readonly before: string;
  /** `[from, to]`: what is different in the file afterwards; all else is as it was. */
  readonly changes: readonly (readonly [string, string])[];
}

const chrome = '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Google\\Chrome';
const edge = '[HKEY_CURRENT_USER\\Software\\Policies\\Microsoft\\Edge';
const firefox = '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Mozilla\\Firefox';
const list = 'LoopbackNetworkAllowedForUrls';
const reg = (...lines: string[]): string =>
  ['Windows Registry Editor Version 5.00', '', ...lines, ''].join('\r\n');
const numbered = (from: number): string =>
  fullProfile.origins.map((one, at) => `"${from + at}"="${one}"\r\n`).join('');
const skipped = fullProfile.origins.map((one) => new URL(one).hostname);
const plist = (...lines: string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0">\n<dict>\n\t<key>PayloadContent</key>\n\t<array>\n\t\t<dict>\n${lines.map((line) => `\t\t\t${line}\n`).join('')}\t\t</dict>\n\t</array>\n\t<key>PayloadType</key>\n\t<string>Configuration</string>\n</dict>\n</plist>\n`;
const payload = (type: string): string[] => ['<key>PayloadType</key>', `<string>${type}</string>`];
const callersXml = (key: string, values: readonly string[], indent = '\t\t\t'): string =>
  `\n${indent}<key>${key}</key>\n${indent}<array>${values.map((one) => `\n${indent}  <string>${one}</string>`).join('')}\n${indent}</array>`;

/** The machine's mandatory policy, which counts before any other. */
const machines = [
  `${chrome}]`,
  '"ProxyMode"="fixed_servers"',
  '"ProxyServer"="p:1"',
  '"ProxyBypassList"="m"',
  '',
  `${chrome}\\${list}]`,
  numbered(1).trimEnd(),
];

const cases: readonly Case[] = [
  {
    title: 'the list within JSON, other members of it, and numbers that go on',
    target: 'chrome-policy-windows',
    before: reg(
      '; ours',
      `${chrome}]`,
      '"ProxySettings"="{\\"ProxyMode\\":\\"fixed_servers\\",\\"ProxyServer\\":\\"p:1\\",\\"ProxyBypassList\\":\\"a;b\\"}"',
      '"HomepageLocation"="https://corp.example"',
      '',
      `${chrome}\\${list}]`,
      '"1"="https://other.example"',
      '',
      `${edge}]`,
      '"HomepageLocation"="https://corp.example"',
    ),
    changes: [
      ['\\"a;b\\"', `\\"a,b,${hosts}\\"`],
      ['"1"="https://other.example"\r\n', `"1"="https://other.example"\r\n${numbered(2)}`],
    ],
  },
  {
    title: 'a value of its own, in the hive that it stands in',
    target: 'edge-policy-windows',
    before: reg(
      `${edge}]`,
      '"ProxyMode"="fixed_servers"',
      '"ProxyServer"="p:1"',
      '',
      `${chrome}]`,
      '"ProxyMode"="fixed_servers"',
      '"ProxyServer"="other:1"',
    ),
    changes: [
      ['"ProxyServer"="p:1"\r\n', `"ProxyServer"="p:1"\r\n"ProxyBypassList"="${hosts}"\r\n`],
      ['"ProxyServer"="other:1"\r\n', `"ProxyServer"="other:1"\r\n\r\n${edge}\\${list}]\r\n${numbered(1)}`],
    ],
  },
  {
    title: 'the policy that counts, and not the recommended one',
    target: 'chrome-policy-windows',
    before: reg(
      `${chrome}\\Recommended]`,
      '"ProxyBypassList"="r"',
      '"ProxyMode"="fixed_servers"',
      '"ProxyServer"="r:1"',
      '',
      ...machines,
    ),
    changes: [['"m"', `"m,${hosts}"`]],
  },
  {
    title: "the machine's policy, and not the user's",
    target: 'chrome-policy-windows',
    before: reg(
      '[HKEY_CURRENT_USER\\Software\\Policies\\Google\\Chrome]',
      '"ProxyMode"="fixed_servers"',
      '"ProxyServer"="u:1"',
      '"ProxyBypassList"="u"',
      '',
      ...machines,
    ),
    changes: [['"m"', `"m,${hosts}"`]],
  },
  {
    title: 'members of the policy as values',
    target: 'firefox-policy-windows',
    before: reg(
      `${firefox}\\Proxy]`,
      '"Mode"="manual"',
      '"HTTPProxy"="p:1"',
      '"UseHTTPProxyForAllProtocols"=dword:00000001',
      '"Passthrough"="a, b"',
      '"Locked"=dword:00000001',
      '',
      `${firefox}\\LocalNetworkAccess\\SkipDomains]`,
      ...skipped.map((one, at) => `"${at + 1}"="${one}"`),
    ),
    changes: [['"a, b"', `"a,b,${hosts}"`]],
  },
  {
    title: 'the text of LGPO',
    target: 'chrome-policy-windows',
    before: `; GPO\r\nComputer\r\nSOFTWARE\\Policies\\Google\\Chrome\r\nProxyMode\r\nSZ:fixed_servers\r\n\r\nComputer\r\nSOFTWARE\\Policies\\Google\\Chrome\r\nProxyServer\r\nSZ:p:1\r\n\r\nComputer\r\nSOFTWARE\\Policies\\Google\\Chrome\r\nProxyBypassList\r\nSZ:a\r\n`,
    changes: [
      [
        'SZ:a\r\n',
        `SZ:a,${hosts}\r\n${fullProfile.origins.map((one, at) => `\r\nComputer\r\nSOFTWARE\\Policies\\Google\\Chrome\\${list}\r\n${at + 1}\r\nSZ:${one}\r\n`).join('')}`,
      ],
    ],
  },
  {
    title: 'a profile with two payloads and tabs',
    target: 'chrome-policy-macos',
    before: plist(
      ...payload('com.microsoft.Edge'),
      '<key>HomepageLocation</key>',
      '<string>a &amp; b</string>',
      '</dict>',
      '<dict>',
      ...payload('com.google.Chrome'),
      '<key>ProxySettings</key>',
      '<dict>',
      '  <key>ProxyMode</key><string>fixed_servers</string>',
      '  <key>ProxyBypassList</key><string>a</string>',
      '  <key>ProxyServer</key><string>p:1</string>',
      '</dict>',
    ),
    changes: [
      ['<string>a</string>', `<string>a,${hosts}</string>`],
      ['p:1</string>\n\t\t\t</dict>', `p:1</string>\n\t\t\t</dict>${callersXml(list, fullProfile.origins)}`],
    ],
  },
  {
    title: 'a profile without a list, its dictionaries without an inside',
    target: 'firefox-policy-macos',
    before: plist(
      ...payload('org.mozilla.firefox'),
      '<key>Proxy</key>',
      '<dict>',
      '  <key>Mode</key>',
      '  <string>manual</string>',
      '  <key>HTTPProxy</key>',
      '  <string>p:1</string>',
      '  <key>UseHTTPProxyForAllProtocols</key>',
      '  <true/>',
      '</dict>',
      '<key>LocalNetworkAccess</key>',
      '<dict/>',
    ),
    changes: [
      ['<true/>', `<true/>\n\t\t\t  <key>Passthrough</key>\n\t\t\t  <string>${hosts}</string>`],
      ['<dict/>', `<dict>${callersXml('SkipDomains', skipped, '\t\t\t  ')}\n\t\t\t</dict>`],
    ],
  },
];

function expected({ before, changes }: Case): string {
  return changes.reduce((text, [from, to]) => {
    assert.equal(text.split(from).length, 2, `${from} must stand in it once`);
    return text.replace(from, () => to);
  }, before);
}

const of = (text: string, fileName: string): Parameters<typeof generate>[2] => ({
  merge: { text, fileName },
});

function routeAfter(artefact: Artefact, fileName: string, client: string): string {
  const store = /^(chrome|edge)/.exec(artefact.target)?.[1];
  const settings = readSettings(artefactBytes(artefact), { fileName }).filter(
    (one) => store === undefined || one.store === (store === 'edge' ? 'edge-policy' : 'chromium-policy'),
  );
  return route(settings, client, url, {}).via;
}

describe('generate/merge-policy', () => {
  for (const one of cases)
    it(`${one.target}: ${one.title}`, async () => {
      const artefact = await generate(one.target, fullProfile, of(one.before, 'mine'));
      assert.equal(artefact.text, expected(one));
      assert.equal(artefact.whole, true);
      const client = one.target.startsWith('firefox') ? 'firefox' : 'chromium';
      assert.equal(routeAfter(artefact, 'mine', client), 'direct');
      const again = await generate(one.target, fullProfile, of(artefact.text, 'mine')).catch(
        (error: unknown) => error,
      );
      assert.equal((again as Artefact).text, artefact.text);
      if (one.before.includes('<plist')) assert.ok(typeof parsePlist(artefact.text) === 'object');
    });

  /** After Microsoft, Registry Policy File Format. */
  function pol(...values: readonly (readonly [path: string, name: string, data: string | number])[]): Buffer {
    const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');
    const four = (value: number): Buffer => Buffer.from(Uint32Array.of(value).buffer);
    return Buffer.concat([
      Buffer.from('PReg'),
      four(1),
      ...values.map(([path, value, data]) => {
        const content = typeof data === 'number' ? four(data) : utf16(`${data}\0`);
        return Buffer.concat([
          utf16(`[${path}\0;${value}\0;`),
          four(typeof data === 'number' ? 4 : 1),
          utf16(';'),
          four(content.length),
          utf16(';'),
          content,
          utf16(']'),
        ]);
      }),
    ]);
  }

  it('a binary file of group policy keeps its other values byte for byte', async () => {
    const key = 'Software\\Policies\\Google\\Chrome';
    const last = [key, 'HomepageLocation', 'https://corp.example'] as const;
    const bytes = pol(
      [key, 'ProxyMode', 'fixed_servers'],
      [key, 'ProxyServer', 'p:1'],
      [key, 'ProxyBypassList', 'a'],
      last,
    );
    const artefact = await generate('chrome-policy-windows', fullProfile, {
      merge: { text: '', bytes, fileName: 'Machine/registry.pol' },
    });
    const expectedBytes = pol(
      [key, 'ProxyMode', 'fixed_servers'],
      [key, 'ProxyServer', 'p:1'],
      [key, 'ProxyBypassList', `a,${hosts}`],
      last,
      ...fullProfile.origins.map((one, at) => [`${key}\\${list}`, String(at + 1), one] as const),
    );
    assert.deepEqual(Buffer.from(artefactBytes(artefact)), expectedBytes);
    assert.match(artefact.text, /ProxyBypassList = a,/);
    assert.equal(routeAfter(artefact, 'Machine/registry.pol', 'chromium'), 'direct');
  });

  it('the exceptions of Windows in a binary file of group policy', async () => {
    const key = 'Software\\Policies\\Microsoft\\Windows\\CurrentVersion\\Internet Settings';
    const bytes = pol([key, 'ProxyEnable', 1], [key, 'ProxyServer', 'p:1'], [key, 'ProxyOverride', 'a']);
    const merge = { text: '', bytes, fileName: 'User/registry.pol' };
    const after = artefactBytes(await generate('windows-reg', fullProfile, { merge }));
    const [settings] = readSettings(after, { fileName: 'User/registry.pol' });
    assert.equal(settings?.bypass?.rules, `a;${hosts.replaceAll(',', ';')}`);
  });

  it('UTF-16 stays UTF-16', async () => {
    const text = reg(`${chrome}]`, '"ProxyServer"="p:1"', '"ProxyMode"="fixed_servers"');
    const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
    const artefact = await generate('chrome-policy-windows', fullProfile, {
      merge: { text: '', bytes, fileName: 'x.reg' },
    });
    const written = Buffer.from(artefactBytes(artefact));
    assert.deepEqual(written.subarray(0, 40), bytes.subarray(0, 40));
    assert.ok(
      registryValues(written, 'x.reg', 'reg').some(
        ({ data, path }) => data === origin && path.endsWith(list),
      ),
    );
  });

  const refused: readonly (readonly [title: string, target: string, text: string, message: RegExp])[] = [
    [
      'a file of another kind',
      'chrome-policy-macos',
      reg(`${chrome}]`, '"ProxyServer"="p:1"'),
      /of the format reg, and this target writes apple-plist/,
    ],
    [
      'a profile without the payload',
      'chrome-policy-macos',
      plist(...payload('com.apple.x'), '<key>A</key>', '<true/>'),
      /mine:5: none of its payloads/,
    ],
    [
      'a value of another type',
      'chrome-policy-macos',
      plist(...payload('com.google.Chrome'), `<key>${list}</key>`, '<string>x</string>'),
      /is of the type string, and must be of the type array/,
    ],
    [
      'JSON that is none',
      'chrome-policy-windows',
      reg(`${chrome}]`, '"ProxyServer"="p:1"', `"${list}"="{"`),
      /mine/,
    ],
  ];
  for (const [title, target, text, message] of refused)
    it(`refuses ${title}`, async () => {
      await assert.rejects(generate(target, fullProfile, of(text, 'mine')), { code: 'merge', message });
    });
});
