/** What merging keeps, refuses and says. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parse } from 'jsonc-parser';
import { generate } from '../../lib/generate/index.js';
import { bareProfile, fullProfile, profileWith } from './profile.js';

const added = 'connector.acme.example,localhost';

function merged(target: string, text: string, options: { proxy?: string } = {}): Promise<string> {
  const merge = { text, fileName: 'mine' };
  return generate(target, fullProfile, { ...options, merge }).then((artefact) => artefact.text);
}

describe('generate/merge: JSON', () => {
  const inserted: [string, string, string][] = [
    ['in one line', '{"a":1}', `{"a":1, "proxies": {"no-proxy":"${added}"}}`],
    [
      'with CRLF and tabs, no line end at the end',
      '{\r\n\t"a": 1\r\n}',
      `{\r\n\t"a": 1,\r\n\t"proxies": {\r\n\t\t"no-proxy": "${added}"\r\n\t}\r\n}`,
    ],
    [
      'with comments, and a comma at the end',
      '// c\n{\n    "a": 1, // d, e\n}\n',
      `// c\n{\n    "a": 1, // d, e\n    "proxies": {\n        "no-proxy": "${added}"\n    },\n}\n`,
    ],
    [
      'with a comment after the last member',
      '{\n  "a": [1,\n 2] /* , */ // d\n}',
      `{\n  "a": [1,\n 2], /* , */ // d\n  "proxies": {\n    "no-proxy": "${added}"\n  }\n}`,
    ],
    ['with an empty object', '{"proxies":{}}', `{"proxies":{"no-proxy": "${added}"}}`],
    [
      'with an empty object in a document of several lines',
      '{\n  "proxies": {}\n}\n',
      `{\n  "proxies": {\n    "no-proxy": "${added}"\n  }\n}\n`,
    ],
    ['empty', '', `{\n  "proxies": {\n    "no-proxy": "${added}"\n  }\n}\n`],
    [
      'with a byte order mark, which JSON does not have',
      '\uFEFF{"proxies":{"no-proxy":"a"}}',
      `{"proxies":{"no-proxy":"a,${added}"}}`,
    ],
  ];
  for (const [title, before, after] of inserted) {
    it(`moves and changes nothing in a document ${title}`, async () => {
      assert.equal(await merged('docker-daemon', before), after);
      assert.equal(await merged('docker-daemon', after), after);
    });
  }

  it('adds the origins to a policy that has no proxy in it', async () => {
    const before = '{"LoopbackNetworkAllowedForUrls":["https://app.acme.example"], "x": 1}';
    assert.equal(
      await merged('chrome-policy', before),
      '{"LoopbackNetworkAllowedForUrls":["https://app.acme.example", "https://intranet.acme.example:8443"], "x": 1}',
    );
  });

  it('knows both separators of Chromium, and writes no host twice', async () => {
    const settings = {
      ProxyMode: 'fixed_servers',
      ProxyServer: 'p:1',
      ProxyBypassList: 'a;connector.acme.example; localhost',
    };
    const text = await merged('edge-policy', JSON.stringify({ ProxySettings: settings }));
    assert.match(text, /"ProxyBypassList":"a,connector\.acme\.example,localhost"/);
  });

  const refused: [string, string, RegExp][] = [
    [
      'docker-daemon',
      '{\n"proxies": "x"}',
      /^mine:2: proxies is of the type string, and must be of the type object\.$/,
    ],
    [
      'docker-daemon',
      '{"proxies": {\r"no-proxy": ["a"]}}',
      /^mine:2: proxies\.no-proxy is of the type array/,
    ],
    ['docker-daemon', '{"proxies":{},\n"proxies":{}}', /^mine:2: the key "proxies" is there twice\.$/],
    ['chrome-policy', '{"LoopbackNetworkAllowedForUrls":"x"}', /must be of the type array/],
    ['docker-daemon', '{"a":1}\n{"b":2}', /^mine:2: end of file expected\.$/],
    ['docker-daemon', '['.repeat(200_000), /nested more than 100 levels/],
    ['docker-daemon', `{"a":${'['.repeat(3000)}${']'.repeat(3000)}}`, /nested more than 100 levels/],
  ];
  for (const [target, text, message] of refused) {
    it(`${target} refuses ${JSON.stringify(text.slice(0, 40))}`, async () => {
      await assert.rejects(merged(target, text), { code: 'merge', message });
    });
  }

  it('keeps every other value and every character that was there', async () => {
    const blanks = fc.constantFrom('', ' ', '\n', '\r\n\t', '/* , */', '// }\n');
    const value = fc.oneof(fc.json({ maxDepth: 2 }), fc.constant('{}'), fc.constant('[\n]'));
    const document = fc
      .uniqueArray(fc.tuple(fc.string({ maxLength: 4 }), value, blanks, blanks), {
        selector: ([key]) => key,
        maxLength: 4,
      })
      .chain((members) =>
        fc.tuple(fc.constant(members), blanks, fc.boolean()).map(([list, end, comma]) => {
          const texts = list.map(
            ([key, json, one, other]) => `${one}${JSON.stringify(key)}:${other}${json}${one}`,
          );
          return `${end}{${texts.join(',')}${comma && list.length > 0 ? ',' : ''}${end}}${end}`;
        }),
      );
    await fc.assert(
      fc.asyncProperty(document, async (before) => {
        const after = await merged('docker-daemon', before);
        const was = parse(before, [], { allowTrailingComma: true }) as Record<string, unknown>;
        assert.deepEqual(parse(after, [], { allowTrailingComma: true }), {
          ...was,
          proxies: { 'no-proxy': added },
        });
        let at = 0;
        for (const character of after)
          if (at < before.length && before.startsWith(character, at)) at += character.length;
        assert.equal(at, before.length, 'a character is missing or out of its order');
        assert.equal(await merged('docker-daemon', after), after);
      }),
      { seed: 1, numRuns: 150 },
    );
  });
});

describe('generate/merge: bypass lists', () => {
  it('keeps the entries of both spellings of no_proxy', async () => {
    assert.match(
      await merged('no-proxy', 'no_proxy=a\nNO_PROXY=b\n'),
      /^no_proxy=a,b,connector[^\n]*\nNO_PROXY=a,b,connector/m,
    );
  });

  it('leaves alone a list that is * alone, and so exempts everything', async () => {
    assert.equal(
      await merged('docker-daemon', '{"proxies":{"no-proxy":"*"}}'),
      '{"proxies":{"no-proxy":"*"}}',
    );
    await assert.rejects(merged('no-proxy', 'no_proxy=*\n'), {
      code: 'read-back',
      message: /Look at what mine holds/,
    });
  });

  it('takes a list that is spread over lines', async () => {
    const text =
      '<settings><proxies><proxy><nonProxyHosts>\n  a|\n  b\n</nonProxyHosts></proxy></proxies></settings>';
    assert.match(
      await merged('maven', text, { proxy: 'p.example:1' }),
      />a\|b\|connector\.acme\.example\|localhost</,
    );
  });

  it('copies no list that is another program’s', async () => {
    const policy =
      '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Google\\Chrome]\r\n"ProxySettings"="{\\"ProxyMode\\":\\"fixed_servers\\",\\"ProxyServer\\":\\"p:1\\",\\"ProxyBypassList\\":\\"theirs\\"}"\r\n';
    const own =
      '[HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings]\r\n"ProxyOverride"="mine"\r\n';
    const head = 'Windows Registry Editor Version 5.00\r\n\r\n';
    assert.match(
      await merged('windows-reg', head + policy + own),
      /^"ProxyOverride"="mine;connector\.acme\.example;localhost"\r$/m,
    );
    await assert.rejects(merged('windows-reg', head + policy), {
      code: 'merge',
      message:
        'mine: its list of exceptions is one of chromium-policy, and this target writes one of wininet.',
    });
  });

  const refused: [string, string, RegExp][] = [
    ['no-proxy', 'export no_proxy="localhost,$HERE"\n', /^mine:1: no_proxy: The value refers to \$HERE/],
    ['npm', 'noproxy=${HERE}\n', /^mine:1: noproxy: The value refers to an environment variable\.$/],
    [
      'kde',
      '[Proxy Settings]\nNoProxyFor=a\nReversedException=true\n',
      /^mine:3: ReversedException: .*what goes to the proxy/,
    ],
    ['no-proxy', 'no_proxy=a\u202eb\n', /^mine: the exception "a\u202eb" holds a control character\.$/],
    [
      'gradle',
      'http.nonProxyHosts=a\n',
      /^mine: its list of exceptions is one of java, and this target writes one of gradle\.$/,
    ],
  ];
  for (const [target, text, message] of refused) {
    it(`${target} refuses ${JSON.stringify(text)}`, async () => {
      await assert.rejects(merged(target, text), { code: 'merge', message });
    });
  }

  it('says how much of the file it keeps', async () => {
    const notes = async (text: string): Promise<string | undefined> =>
      (await generate('npm', fullProfile, { merge: { text } })).notes[0];
    assert.match((await notes('noproxy=a,b\n')) ?? '', /^Of the existing file 2 exceptions are kept/);
    assert.match((await notes('x=1\n')) ?? '', /has no such list of exceptions/);
  });

  it('reads UTF-16 that carries no byte order mark, from the bytes', async () => {
    const text =
      'REGEDIT4\r\n[HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings]\r\n"ProxyOverride"="mine"\r\n';
    const merge = { text: '', bytes: Buffer.from(text, 'utf16le'), fileName: 'mine.reg' };
    assert.match((await generate('windows-reg', bareProfile, { merge })).text, /"mine;local\.bare\.example"/);
  });

  it('gives KDE our hosts first, the longest before all: it stops at an entry that ends in the name asked for', async () => {
    assert.match(
      await merged('kde', '[Proxy Settings]\nNoProxyFor=corp.example, sp.example\n'),
      /^NoProxyFor=connector\.acme\.example,localhost,corp\.example, sp\.example$/m,
    );
    const profile = profileWith({ bypassHosts: ['x.connector.acme.example'] });
    assert.match(
      (await generate('kde', profile)).text,
      /^NoProxyFor=x\.connector\.acme\.example,connector\.acme\.example$/m,
    );
  });
});
