/** What a merged file keeps: every character but those of the list, whatever the file's language and encoding. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { artefactBytes, generate } from '../../lib/generate/index.js';
import { readSettings, route, withBypassList } from '../../lib/proxy/index.js';
import { needShared, sharedPath } from '../shared.js';
import { fullProfile } from './profile.js';

const name = fullProfile.name;
const url = `https://${name}:51983/`;

interface Case {
  readonly title: string;
  readonly target: string;
  readonly before: string;
  /** `[from, to]`: what is different in the file afterwards; all else is as it was. */
  readonly changes: readonly (readonly [string, string])[];
}

const internetSettings = 'Microsoft\\Windows\\CurrentVersion\\Internet Settings]';
const user = `[HKEY_CURRENT_USER\\Software\\${internetSettings}`;
const machine = `[HKEY_LOCAL_MACHINE\\SOFTWARE\\${internetSettings}`;
const machinePolicy = `[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\${internetSettings}`;
const reg = (...lines: string[]): string =>
  ['Windows Registry Editor Version 5.00', '', ...lines, ''].join('\r\n');
const proxied = ['"ProxyEnable"=dword:00000001', '"ProxyServer"="p.corp.example:8080"'];
const added = `${name},localhost`;

/** DefaultConnectionSettings with a manual proxy and a list, as Windows writes it. */
function connection(list: string): string {
  const text = (value: string): number[] => [value.length, 0, 0, 0, ...Buffer.from(value, 'latin1')];
  const bytes = [
    0x46,
    0,
    0,
    0,
    7,
    0,
    0,
    0,
    3,
    0,
    0,
    0,
    ...text('p.corp.example:8080'),
    ...text(list),
    ...text(''),
  ];
  return `"DefaultConnectionSettings"=hex:${[...bytes, ...Array<number>(32).fill(0)].map((byte) => byte.toString(16).padStart(2, '0')).join(',')}`;
}

const cases: readonly Case[] = [
  {
    title: 'a shell profile keeps its quotes, its comments and its order',
    target: 'no-proxy',
    before:
      "# corp\nexport http_proxy=http://p:80 https_proxy=http://p:80\nexport no_proxy='a,b' # mind\nPATH=/bin\n",
    changes: [
      ["no_proxy='a,b' # mind\n", `no_proxy='a,b,${added}' # mind\nexport NO_PROXY='a,b,${added}' # mind\n`],
    ],
  },
  {
    title: 'a list in one spelling gets its twin beside it',
    target: 'etc-environment',
    before: 'http_proxy=http://p:80\nNO_PROXY=a\nhttps_proxy=http://p:80',
    changes: [['NO_PROXY=a\n', `NO_PROXY=a,${added}\nno_proxy=a,${added}\n`]],
  },
  {
    title: 'a file without a list gets both after its last variable, and keeps the end that it has',
    target: 'etc-environment',
    before: 'https_proxy=http://p:80\nhttp_proxy=http://p:80\n# end',
    changes: [
      [
        'http_proxy=http://p:80\n# end',
        `http_proxy=http://p:80\nno_proxy="${added}"\nNO_PROXY="${added}"\n# end`,
      ],
    ],
  },
  {
    title: 'an empty list is filled where it stands',
    target: 'etc-environment',
    before: 'https_proxy=http://p:80\nno_proxy=""\nNO_PROXY=\n',
    changes: [
      ['no_proxy=""', `no_proxy="${added}"`],
      ['NO_PROXY=\n', `NO_PROXY=${added}\n`],
    ],
  },
  {
    title: 'a spelling that refers to the other follows it',
    target: 'no-proxy',
    before: 'export https_proxy=http://p:80\nexport no_proxy="a"\nexport NO_PROXY="$no_proxy"\n',
    changes: [['no_proxy="a"', `no_proxy="a,${added}"`]],
  },
  {
    title: 'a systemd unit',
    target: 'systemd',
    before:
      '[Unit]\nDescription=x\n\n[Service]\nEnvironment="https_proxy=http://p:80" "no_proxy=a"\nExecStart=/bin/x\n',
    changes: [
      [
        '"no_proxy=a"\n',
        `"no_proxy=a,${added}"\nEnvironment="https_proxy=http://p:80" "NO_PROXY=a,${added}"\n`,
      ],
    ],
  },
  {
    title: 'the list of the user',
    target: 'windows-reg',
    before: reg('; ours', user, ...proxied, '"ProxyOverride"="*.corp.example;<local>"', '"User Agent"="x"'),
    changes: [['<local>"', `<local>;${name};localhost"`]],
  },
  {
    title: 'the list of the machine, where a policy makes that one count',
    target: 'windows-reg',
    before: reg(
      machinePolicy,
      '"ProxySettingsPerUser"=dword:00000000',
      '',
      user,
      '"ProxyOverride"="mine"',
      '',
      machine,
      ...proxied,
      '"ProxyOverride"="theirs"',
      '',
      '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Google\\Chrome]',
      '"HomepageLocation"="https://corp.example"',
    ),
    changes: [['"theirs"', `"theirs;${name};localhost"`]],
  },
  {
    title: 'a key without a list, and a list in hexadecimal over two lines',
    target: 'windows-reg',
    before: reg(
      user,
      ...proxied,
      '"ProxyOverride"=hex(1):61,00,3b,00,\\',
      '  62,00,00,00',
      '"AutoDetect"=dword:00000000',
    ),
    changes: [
      ['"ProxyOverride"=hex(1):61,00,3b,00,\\\r\n  62,00,00,00', `"ProxyOverride"="a;b;${name};localhost"`],
    ],
  },
  {
    title: 'the key of the proxy, where there is no list yet',
    target: 'windows-reg',
    before: reg(user, ...proxied, '', '[HKEY_CURRENT_USER\\Environment]', '"X"="y"'),
    changes: [[`${proxied[1] ?? ''}\r\n`, `${proxied[1] ?? ''}\r\n"ProxyOverride"="${name};localhost"\r\n`]],
  },
  {
    title: 'a keyfile of dconf',
    target: 'gnome',
    before:
      "# corp\n[system/proxy]\nmode='manual'\nignore-hosts=['localhost', '*.corp.example']\n\n[system/proxy/https]\nhost='p'\nport=80\n",
    changes: [["'*.corp.example']", `'*.corp.example', '${name}']`]],
  },
  {
    title: 'what dconf dumps, in the section of the list',
    target: 'gnome',
    before: "[/]\nmode='manual'\n\n[https]\nhost='p'\nport=80\n",
    changes: [["mode='manual'\n", `mode='manual'\nignore-hosts=['${name}', 'localhost']\n`]],
  },
  {
    title: 'kioslaverc, and its other groups',
    target: 'kde',
    before:
      '[Proxy Settings]\nNoProxyFor[$i]=a.example\nProxyType=1\nhttpsProxy=http://p 80\n\n[$Version]\nupdate_info=x\n',
    changes: [['NoProxyFor[$i]=a.example', `NoProxyFor[$i]=${name},localhost,a.example`]],
  },
  {
    title: 'properties that go on over lines',
    target: 'java',
    before: '# jdk\nhttps.proxyHost=p\nhttps.proxyPort=80\nhttp.nonProxyHosts=a|\\\n  b\nother = 1\n',
    changes: [['http.nonProxyHosts=a|\\\n  b', `http.nonProxyHosts=a|b|${name}|localhost`]],
  },
  {
    title: 'gradle.properties without a list',
    target: 'gradle',
    before: 'org.gradle.jvmargs=-Xmx1g\nsystemProp.https.proxyHost=p\nsystemProp.https.proxyPort=80\nx=1\n',
    changes: [['proxyPort=80\n', `proxyPort=80\nsystemProp.http.nonProxyHosts=${name}|localhost\n`]],
  },
  {
    title: 'settings.xml with comments, two proxies and one list',
    target: 'maven',
    before:
      '<settings>\n  <!-- <proxy><nonProxyHosts>old</nonProxyHosts></proxy> -->\n  <proxies>\n    <proxy>\n      <id>a</id>\n      <host>p</host>\n      <nonProxyHosts>x|y</nonProxyHosts>\n    </proxy>\n    <proxy>\n      <protocol>https</protocol>\n      <host>p</host>\n    </proxy>\n  </proxies>\n</settings>\n',
    changes: [
      ['>x|y<', `>x|y|${name}|localhost<`],
      [
        '<host>p</host>\n    </proxy>\n  </proxies>',
        `<host>p</host>\n      <nonProxyHosts>x|y|${name}|localhost</nonProxyHosts>\n    </proxy>\n  </proxies>`,
      ],
    ],
  },
  {
    title: '.npmrc with a registry',
    target: 'npm',
    before:
      'registry=https://r.example/\nhttps-proxy=http://p:80\nnoproxy = a\n//r.example/:always-auth=true\n',
    changes: [['noproxy = a', `noproxy=a,${added}`]],
  },
  {
    title: 'squid.conf: before the first rule',
    target: 'squid',
    before:
      '# corp\nhttp_port 3128\nacl net src 10.0.0.0/8\nhttp_access allow net\nhttp_access deny all\ncache deny all\n',
    changes: [
      [
        'http_access allow net\n',
        `# staylocal VERSION, target squid, profile acme\n# These names are the client's own device; here they would be the proxy itself.\nacl staylocal_hosts dstdomain ${name} localhost\ndeny_info ERR_STAYLOCAL staylocal_hosts\nhttp_access deny staylocal_hosts\nhttp_access allow net\n`,
      ],
    ],
  },
  {
    title: 'squid.conf: before a folder of files that may hold rules',
    target: 'squid',
    before: 'http_port 3128\ninclude /etc/squid/conf.d/*.conf\nhttp_access allow all\n',
    changes: [
      [
        'include',
        `# staylocal VERSION, target squid, profile acme\n# These names are the client's own device; here they would be the proxy itself.\nacl staylocal_hosts dstdomain ${name} localhost\ndeny_info ERR_STAYLOCAL staylocal_hosts\nhttp_access deny staylocal_hosts\ninclude`,
      ],
    ],
  },
  {
    title: 'the hosts file: other names keep their line',
    target: 'hosts',
    before: `127.0.0.1 localhost\n10.1.1.1 ${name} other.example # lab\n10.2.2.2\t${name.toUpperCase()}\n::1 ${name}\n`,
    changes: [
      [`10.1.1.1 ${name} other.example # lab`, '10.1.1.1 other.example # lab'],
      [`10.2.2.2\t${name.toUpperCase()}\n`, ''],
      [`::1 ${name}\n`, `::1 ${name}\n127.0.0.1 ${name}\n`],
    ],
  },
];

function expected({ before, changes }: Case, version: string): string {
  return changes.reduce((text, [from, to]) => {
    assert.equal(text.split(from).length, 2, `${from} must stand in it once`);
    return text.replace(from, () => to.replace('VERSION', version));
  }, before);
}

describe('generate/in-place', () => {
  for (const one of cases) {
    it(`${one.target}: ${one.title}`, async () => {
      const merge = { text: one.before, fileName: 'mine' };
      const artefact = await generate(one.target, fullProfile, { merge });
      const version = /^# staylocal (\S+),/m.exec(artefact.text)?.[1] ?? '';
      assert.equal(artefact.text, expected(one, version));
      assert.equal(artefact.whole, true);
      const again = await generate(one.target, fullProfile, { merge: { ...merge, text: artefact.text } });
      assert.equal(again.text, artefact.text);
    });
  }

  it('git: the sections come last, and once', async () => {
    const before = '[http]\n\tproxy = http://p:80\n[http "https://git.corp.example"]\n\tproxy =';
    const { text } = await generate('git', fullProfile, { merge: { text: before, fileName: '.gitconfig' } });
    assert.ok(text.startsWith(`${before}\n[http "https://${name}:51983/"]\n\tproxy =\n`), text);
    assert.equal((await generate('git', fullProfile, { merge: { text } })).text, text);
  });

  it('changes the binary value of Windows and the loose one alike', async () => {
    const before = reg(
      user,
      ...proxied,
      '"ProxyOverride"="a"',
      '',
      `${user.slice(0, -1)}\\Connections]`,
      connection('a'),
    );
    const { text } = await generate('windows-reg', fullProfile, {
      merge: { text: before, fileName: 'mine.reg' },
    });
    const [loose, binary] = readSettings(text);
    assert.equal(binary?.scope, 'HKCU DefaultConnectionSettings');
    assert.equal(binary.bypass?.rules, `a;${name};localhost`);
    assert.equal(loose?.bypass?.rules, binary.bypass.rules);
    assert.equal(binary.servers[0]?.url, 'p.corp.example:8080');
  });

  it('refuses where a policy makes the machine’s list count and the file has the user’s alone', async () => {
    const before = reg(
      machinePolicy,
      '"ProxySettingsPerUser"=dword:00000000',
      '',
      user,
      ...proxied,
      '"ProxyOverride"="a"',
    );
    await assert.rejects(
      generate('windows-reg', fullProfile, { merge: { text: before, fileName: 'mine.reg' } }),
      {
        code: 'merge',
        message: /^mine\.reg:4: .*ProxySettingsPerUser: .*Export HKEY_LOCAL_MACHINE/,
      },
    );
  });

  it('says whom the list does not reach because a PAC decides for them', async () => {
    const before = reg(user, ...proxied, '"ProxyOverride"="a"', '"AutoConfigURL"="http://pac.example/x.pac"');
    const { proven } = await generate('windows-reg', fullProfile, { merge: { text: before } });
    assert.match(proven.join('\n'), /wininet@11.* follow a PAC or a policy of their own, as before\.$/m);
  });

  const text = reg('; B\u00fcro', user, ...proxied, '"ProxyOverride"="a"');
  const encodings: readonly (readonly [string, Buffer])[] = [
    ['UTF-16 with a byte order mark', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16, the other byte first', Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
    ['UTF-16 without a mark', Buffer.from(text, 'utf16le')],
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`)],
    ['Windows-1252', Buffer.from(text, 'latin1')],
  ];
  for (const [title, bytes] of encodings) {
    it(`keeps ${title}`, async () => {
      const artefact = await generate('windows-reg', fullProfile, {
        merge: { text: '', bytes, fileName: 'mine.reg' },
      });
      const written = Buffer.from(artefactBytes(artefact));
      const at = bytes.length - Buffer.from('a"\r\n', bytes.includes(0) ? 'utf16le' : 'latin1').length;
      assert.deepEqual(written.subarray(0, at), bytes.subarray(0, at));
      assert.ok(written.length > bytes.length);
      const [settings] = readSettings(written);
      assert.equal(settings?.bypass?.rules, `a;${name};localhost`);
    });
  }

  it('counts a write of the binary value, and keeps what follows the list', () => {
    const bytes = Uint8Array.from([
      0x46, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 1, 0, 0, 0, 1, 0, 0, 0, 65, 1, 0, 0, 0, 66, 9, 9,
    ]);
    assert.deepEqual(
      [...withBypassList(bytes, 'xy')],
      [0x46, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 65, 2, 0, 0, 0, 120, 121, 9, 9],
    );
  });

  const field = sharedPath('field', 'corporate');
  for (const [file, target, client] of [
    ['gpo.reg', 'windows-reg', 'wininet'],
    ['environment', 'etc-environment', 'curl'],
    ['chrome.json', 'chrome-policy', 'chromium'],
  ] as const) {
    it(`${file} of a company: ${client} goes direct afterwards`, async function () {
      needShared(this, field);
      const bytes = readFileSync(join(field, file));
      assert.equal(route(readSettings(bytes, { fileName: file }), client, url).via, 'proxy');
      const artefact = await generate(target, fullProfile, {
        merge: {
          text: new TextDecoder(file === 'gpo.reg' ? 'utf-16le' : 'utf-8').decode(bytes),
          bytes,
          fileName: file,
        },
      });
      const after = artefactBytes(artefact);
      assert.equal(route(readSettings(after, { fileName: file }), client, url).via, 'direct');
      for (const key of [
        'http_proxy',
        'https_proxy',
        'ProxySettingsPerUser',
        'ProxyPacUrl',
        'HomepageLocation',
      ])
        assert.equal(readable(after).includes(key), readable(bytes).includes(key), key);
    });
  }
});

function readable(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1').replaceAll('\0', '');
}
