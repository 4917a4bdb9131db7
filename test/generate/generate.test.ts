import assert from 'node:assert/strict';
import { artefactBytes, generate, targets } from '../../lib/generate/index.js';
import { version } from '../../lib/version.js';
import { bareProfile, fullProfile, profileWith } from './profile.js';

/** What lets every target speak. */
function optionsFor(id: string): Record<string, string> {
  const accepts: readonly string[] = targets().find((target) => target.id === id)?.accepts ?? [];
  return {
    ...(accepts.includes('proxy') ? { proxy: 'proxy.acme.example:3128' } : {}),
  };
}

describe('generate', () => {
  for (const { id, mediaType, fileName } of targets()) {
    it(`${id}: the same bytes each time, with a header, read back`, async () => {
      const first = await generate(id, fullProfile, optionsFor(id));
      const second = await generate(id, fullProfile, optionsFor(id));
      assert.deepEqual(artefactBytes(first), artefactBytes(second));
      assert.ok(first.proven.length > 0);
      assert.ok(first.apply !== '' && first.verify !== '' && first.undo !== '');
      // `${{ vars.NAME }}` is GitHub's own.
      assert.doesNotMatch(
        first.text.replaceAll(/\$\{\{ vars\.\w+ \}\}/g, ''),
        /\{\{|\{%|undefined|\[object|NaN/,
      );
      assert.doesNotMatch(first.text, /[ \t]+\r?$/m, 'blanks at the end of a line');
      assert.match(first.text, /[^\n]\r?\n$/, 'one line end at the end');
      // JSON knows no comments.
      if (mediaType !== 'application/json') {
        assert.ok(first.text.includes(`staylocal ${version}, target ${id}, profile acme`));
      }
      assert.doesNotMatch(first.text, /20\d\d-\d\d-\d\d|\d\d:\d\d:\d\d/, 'a timestamp');
      assert.match(fileName, /^[A-Za-z0-9._-]+$/);
    });
  }

  it('says which client an international name is out of reach of', async () => {
    const { proven } = await generate('no-proxy', profileWith({ name: 'bücher.example' }));
    assert.match(
      proven[1] ?? '',
      /^Not by python-httpx@[\d.]+, python-httpx@[\d.]+, python-aiohttp@[\d.]+: none of them takes out a name of other letters \(xn--\)\.$/,
    );
    assert.doesNotMatch(proven[0] ?? '', /httpx|aiohttp/);
  });

  it('names each target once, and each file once', () => {
    for (const key of ['id', 'fileName'] as const) {
      const values = targets().map((target) => target[key]);
      assert.deepEqual(values, [...new Set(values)]);
    }
  });

  const refused: [string, () => Promise<unknown>, { code: string; message?: RegExp }][] = [
    [
      'an unknown target',
      () => generate('nothing', fullProfile),
      { code: 'unknown-target', message: /--list shows all/ },
    ],
    [
      'a name that would close a string',
      () => generate('pac', profileWith({ name: '"; return "PROXY' })),
      { code: 'invalid-profile', message: /name/ },
    ],
    [
      'an option it does not take',
      () => generate('no-proxy', fullProfile, { proxy: 'proxy.example:80' }),
      { code: 'invalid-option', message: /no-proxy does not take proxy/ },
    ],
    [
      'a PAC that cannot be patched',
      () => generate('pac', fullProfile, { merge: { text: 'function {', fileName: 'old.pac' } }),
      { code: 'merge', message: /old\.pac/ },
    ],
    [
      'a PAC out of nothing, which would take a whole site off its proxy',
      () => generate('pac', fullProfile),
      { code: 'missing-input', message: /needs the existing file \(--merge FILE\) or the site's proxy/ },
    ],
    [
      'a template that sends the name to a proxy',
      () =>
        generate('pac', fullProfile, {
          proxy: 'proxy.example:3128',
          template: {
            fileName: 'bad.liquid',
            text: 'function FindProxyForURL(url, host) { return "PROXY a:1"; }',
          },
        }),
      { code: 'read-back', message: /is not always DIRECT for https:\/\/connector\.acme\.example:51983\// },
    ],
    [
      'a template that tells the clock',
      () =>
        generate('pac', fullProfile, {
          proxy: 'proxy.example:3128',
          template: {
            fileName: 'bad.liquid',
            text: 'function FindProxyForURL(url, host) { return weekdayRange("SAT") ? "PROXY a:1" : "DIRECT"; }',
          },
        }),
      { code: 'read-back' },
    ],
    [
      'a template that exempts some other name',
      () =>
        generate('no-proxy', fullProfile, {
          template: { fileName: 'bad.liquid', text: 'export no_proxy=other.example\n' },
        }),
      { code: 'read-back', message: /would send https:\/\/connector\.acme\.example:51983\/ by proxy/ },
    ],
    [
      'a template that exempts everything',
      () =>
        generate('no-proxy', fullProfile, {
          template: { fileName: 'bad.liquid', text: "export no_proxy='*'\nexport NO_PROXY='*'\n" },
        }),
      { code: 'read-back', message: /should send it to the proxy/ },
    ],
  ];
  for (const [title, generated, expected] of refused)
    it(`refuses ${title}`, async () => {
      await assert.rejects(generated, { name: 'GenerateError', ...expected });
    });

  it('renders a template of the user in place of its own', async () => {
    const text =
      '# {{ header | comment }}\nexport no_proxy={{ bypass | join: "," | sh }} NO_PROXY={{ bypass | join: "," | sh }}\n';
    const artefact = await generate('no-proxy', bareProfile, { template: { text, fileName: 'mine.liquid' } });
    assert.match(artefact.text, /^export no_proxy='local\.bare\.example' NO_PROXY='local\.bare\.example'$/m);
  });
});

describe('generate --merge', () => {
  it('takes a PAC that one client alone asks, and says so', async () => {
    const old = 'function FindProxyForURLEx(url, host) { return "PROXY ex:1"; }\n';
    const artefact = await generate('pac', fullProfile, { merge: { text: old, fileName: 'ex.pac' } });
    assert.match(artefact.text, /^function FindProxyForURLEx\(url, host\) \{ .*return "PROXY ex:1"; \}\n$/);
    assert.match(
      artefact.proven.join('\n'),
      /as winhttp run it\.\nIt has no FindProxyForURL, as it had none before/,
    );
  });
  it('names the place of a mistake in a PAC, once', async () => {
    const old = 'function FindProxyForURL(url, host) {\n  return = 1;\n}';
    await assert.rejects(generate('pac', fullProfile, { merge: { text: old, fileName: 'old.pac' } }), {
      code: 'merge',
      line: 2,
      message: /^old\.pac:2:\d+: the PAC cannot be loaded: SyntaxError: [^\n]*$/,
    });
  });
  it('puts the exemption first in a PAC and keeps the rest', async () => {
    const old =
      '// ours\r\nfunction FindProxyForURL(url, host) {\r\n  return "PROXY proxy.acme.example:3128";\r\n}\r\n';
    const artefact = await generate('pac', fullProfile, { merge: { text: old, fileName: 'old.pac' } });
    assert.match(artefact.text, /^\/\/ ours\r\n/);
    assert.match(artefact.text, /connector\\\.acme\\\.example/);
    const again = await generate('pac', fullProfile, { merge: { text: artefact.text } });
    assert.equal(again.text, artefact.text);
  });

  const lists: [string, string, string, RegExp][] = [
    [
      'no-proxy',
      '/etc/environment',
      'no_proxy=.corp.example,10.0.0.0/8,localhost\n',
      /^no_proxy=\.corp\.example,10\.0\.0\.0\/8,localhost,connector\.acme\.example$/m,
    ],
    [
      'windows-reg',
      'settings.reg',
      'Windows Registry Editor Version 5.00\r\n\r\n[HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings]\r\n"ProxyEnable"=dword:00000001\r\n"ProxyServer"="p.corp.example:8080"\r\n"ProxyOverride"="*.corp.example;10.*;<local>"\r\n',
      /^"ProxyOverride"="\*\.corp\.example;10\.\*;<local>;connector\.acme\.example;localhost"\r$/m,
    ],
    [
      'gnome',
      'gsettings.txt',
      "org.gnome.system.proxy ignore-hosts ['localhost', '*.corp.example']\norg.gnome.system.proxy mode 'manual'\n",
      /^ignore-hosts=\['localhost', '\*\.corp\.example', 'connector\.acme\.example'\]$/m,
    ],
    [
      'kde',
      'kioslaverc',
      '[Proxy Settings]\nNoProxyFor=localhost,.corp.example\nProxyType=1\nhttpsProxy=http://p 80\n',
      /^NoProxyFor=connector\.acme\.example,localhost,\.corp\.example$/m,
    ],
    [
      'java',
      'net.properties',
      'http.proxyHost=p\nhttp.nonProxyHosts=localhost|*.corp.example\n',
      /^http\.nonProxyHosts=localhost\|\*\.corp\.example\|connector\.acme\.example$/m,
    ],
    [
      'npm',
      '.npmrc',
      'proxy=http://p:80\nnoproxy=corp.example\n',
      /^noproxy=corp\.example,connector\.acme\.example,localhost$/m,
    ],
    [
      'docker-client',
      'config.json',
      '{\n  "auths": {},\n  "proxies": { "default": { "httpsProxy": "http://p:80", "noProxy": "corp.example" } }\n}\n',
      /"auths": \{\},[^]*"httpsProxy": "http:\/\/p:80", "noProxy": "corp\.example,connector\.acme\.example,localhost"/,
    ],
    [
      'chrome-policy',
      'managed.json',
      '{ "HomepageLocation": "https://corp.example/", "LoopbackNetworkAllowedForUrls": ["https://corp.example"],\n"ProxySettings": { "ProxyMode": "fixed_servers", "ProxyServer": "p:80", "ProxyBypassList": "<local>" } }',
      /"https:\/\/corp\.example",[^]*"https:\/\/app\.acme\.example"[^]*"ProxyServer": "p:80", "ProxyBypassList": "<local>,connector\.acme\.example,localhost"/,
    ],
    [
      'firefox-policy',
      'policies.json',
      '{"policies":{"Proxy":{"Mode":"manual","HTTPProxy":"p:80","UseHTTPProxyForAllProtocols":true,"Passthrough":"corp.example"}}}',
      /"Passthrough": ?"corp\.example,connector\.acme\.example,localhost"/,
    ],
  ];
  for (const [target, fileName, text, expected] of lists) {
    it(`${target} keeps the entries that are there, in their order, and can be run again`, async () => {
      const artefact = await generate(target, fullProfile, { merge: { text, fileName } });
      assert.match(artefact.text, expected);
      const again = await generate(target, fullProfile, { merge: { text: artefact.text, fileName } });
      assert.equal(again.text, artefact.text);
    });
  }

  it('says so where there is nothing to add', async () => {
    const merge = { text: '{ "HomepageLocation": "https://corp.example/" }', fileName: 'managed.json' };
    await assert.rejects(generate('chrome-policy', bareProfile, { merge }), {
      code: 'missing-input',
      message: /nothing to add to managed\.json/,
    });
  });

  it('refuses to keep a policy that hands the decision to a PAC', async () => {
    const settings = { ProxyMode: 'pac_script', ProxyPacUrl: 'http://p/x.pac', ProxyBypassList: 'a' };
    const merge = { text: JSON.stringify({ ProxySettings: settings }), fileName: 'managed.json' };
    await assert.rejects(generate('chrome-policy', fullProfile, { merge }), {
      code: 'read-back',
      message: /by pac/,
    });
  });

  const unusable: [string, string, RegExp][] = [
    ['docker-client', '{ "proxies": ', /^config:1: /],
    ['docker-client', '[]', /not a JSON object/],
    ['chrome-policy', '{\n"a": 1,\n"a" }', /^config:3: /],
    ['windows-reg', 'nonsense', /config/],
    ['maven', '<settings><proxies>', /config/],
  ];
  for (const [target, text, message] of unusable) {
    it(`${target} names file and place of what it cannot merge with: ${JSON.stringify(text)}`, async () => {
      await assert.rejects(
        generate(target, fullProfile, { ...optionsFor(target), merge: { text, fileName: 'config' } }),
        { code: 'merge', message },
      );
    });
  }
});
