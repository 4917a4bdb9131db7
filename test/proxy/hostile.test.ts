/** Input made to hurt: each is a clear error, or settings, for little work. */
import assert from 'node:assert/strict';
import { detectFormat, readSettings } from '../../lib/proxy/index.js';
import { workOf } from '../work.js';
import { fixtures } from './fixtures.js';

/** About a second of an idle machine; the inputs are such that work that grows with their square is far more. */
const MAX_UNITS = 50;

const plist = (body: string, doctype = ''): string =>
  `<?xml version="1.0"?>\n<!DOCTYPE plist${doctype}>\n<plist version="1.0">${body}</plist>`;

function codeOf(format: string, input: string | Uint8Array): string {
  const { result, units } = workOf(() => codeAtAnyCost(format, input));
  assert.ok(units < MAX_UNITS, `${units} units of work`);
  return result;
}

function codeAtAnyCost(format: string, input: string | Uint8Array): string {
  try {
    readSettings(input, { format, fileName: 'hostile' });
    return 'no error';
  } catch (error) {
    const { name, code, message } = error as { name: string; code: string; message: string };
    assert.equal(name, 'ParseError', String(error));
    assert.match(message, /hostile/);
    return code;
  }
}

const MILLION = 1_000_000;

const ROWS: readonly (readonly [
  what: string,
  format: string,
  input: () => string | Uint8Array,
  code: string,
])[] = [
  [
    'entities that multiply',
    'apple-plist',
    () => plist('<dict/>', ' [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]'),
    'xml-entities',
  ],
  [
    'an entity from a file',
    'apple-plist',
    () => plist('<string>&x;</string>', ' [<!ENTITY x SYSTEM "file:///etc/passwd">]'),
    'xml-entities',
  ],
  ['an entity nobody declared', 'maven', () => '<settings>&x;</settings>', 'bad-xml'],
  ['a character that is none', 'maven', () => '<settings>&#x110000;</settings>', 'bad-xml'],
  ['a tag that never ends', 'maven', () => `<settings><${'a'.repeat(MILLION)}`, 'bad-xml'],
  ['elements within elements', 'apple-plist', () => plist('<array>'.repeat(100_000)), 'xml-too-deep'],
  ['tags that cross', 'maven', () => '<settings><a><b></a></b></settings>', 'bad-xml'],
  ['a key without a value', 'apple-plist', () => plist('<dict><key>a</key></dict>'), 'bad-plist'],
  ['a type that is none', 'apple-plist', () => plist('<dict><key>a</key><script/></dict>'), 'bad-plist'],
  [
    'an integer that is none',
    'apple-plist',
    () => plist('<dict><key>a</key><integer>0x10</integer></dict>'),
    'bad-plist',
  ],
  [
    'a binary list that is cut',
    'apple-plist',
    () => new TextEncoder().encode('bplist00\u0001\u0002'),
    'bad-plist',
  ],
  ['a binary list in a circle', 'apple-plist', () => circularPlist(), 'bad-plist'],
  ['JSON nested without end', 'chromium-policy', () => '['.repeat(MILLION), 'json-too-deep'],
  [
    'JSON nested without end in a value of the registry',
    'reg',
    () => chromeValue('ProxySettings', `{\\"ProxyMode\\":${'['.repeat(50_000)}${']'.repeat(50_000)}}`),
    'no error',
  ],
  [
    'JSON nested without end behind a quote in a comment',
    'chromium-policy',
    () => `// "\n${'['.repeat(MILLION)}`,
    'json-too-deep',
  ],
  [
    'JSON nested without end in a line of netsh',
    'netsh-winhttp',
    () => `set advproxy setting-scope=user settings={"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
    'bad-json',
  ],
  [
    'an object that has no text',
    'netsh-winhttp',
    () => 'set advproxy setting-scope=user settings={"a":{"toString":1,"valueOf":1}}',
    'no error',
  ],
  ['JSON that is cut', 'docker-daemon', () => '{"proxies": {"http-proxy": "x', 'bad-json'],
  ['JSON with a lone brace', 'firefox-policies', () => '{"policies": }', 'bad-json'],
  [
    'a policy entry that is cut',
    'registry-pol',
    () => new TextEncoder().encode('PReg\u0001\0\0\0[\0S\0'),
    'bad-registry-pol',
  ],
  ['policy text without a hive', 'registry-pol', () => 'Nobody\nSoftware\nx\nDWORD:0\n', 'bad-policy-text'],
  ['a dictionary that is cut', 'scutil', () => '<dictionary> {\n  HTTPEnable : 1\n', 'truncated'],
  [
    'a dword that is none',
    'reg-query',
    () => 'HKEY_CURRENT_USER\\X\n    a    REG_DWORD    12\n',
    'bad-registry-value',
  ],
  [
    'more variables than a process has',
    'environment',
    () => Array.from({ length: 30_000 }, (_unused, index) => `a${index}_proxy=x`).join('\n'),
    'too-many-entries',
  ],
  ['a long line of backslashes', 'environment', () => `no_proxy="${'\\'.repeat(MILLION)}`, 'no error'],
  [
    'a line of a megabyte for every reader of lines',
    'curlrc',
    () => `noproxy=${'a,'.repeat(MILLION / 2)}`,
    'no error',
  ],
  ['an unclosed quote', 'gitconfig', () => `[http "${'x'.repeat(MILLION)}`, 'no error'],
  ['blanks', 'netsh-winhttp', () => ' '.repeat(MILLION), 'no error'],
  ['equals signs', 'npmrc', () => '='.repeat(MILLION), 'no error'],
  ['colons', 'kubeconfig', () => `clusters:\n- ${':'.repeat(MILLION)}`, 'no error'],
  ['braces', 'apt-conf', () => 'a{'.repeat(MILLION / 2), 'no error'],
  ['words', 'squid', () => `acl x dst ${'1 '.repeat(MILLION / 2)}`, 'no error'],
  [
    'a preference without end',
    'firefox-prefs',
    () => `user_pref("network.proxy.no_proxies_on", "${'\\"'.repeat(MILLION / 2)}`,
    'no error',
  ],
];

function chromeValue(name: string, value: string): string {
  const key = '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Google\\Chrome]';
  return `Windows Registry Editor Version 5.00\r\n\r\n${key}\r\n"${name}"="${value}"\r\n`;
}

/** An array whose only item is itself. */
function circularPlist(): Uint8Array {
  const head = [...new TextEncoder().encode('bplist00')];
  const trailer = new Array<number>(32).fill(0);
  trailer[6] = 1;
  trailer[7] = 1;
  trailer[15] = 1;
  trailer[31] = 10;
  return Uint8Array.from([...head, 0xa1, 0, 8, ...trailer]);
}

describe('proxy hostile input', () => {
  for (const [what, format, input, code] of ROWS) {
    it(`${what} (${format}): ${code}`, () => {
      assert.equal(codeOf(format, input()), code);
    });
  }

  it('every kind of file with a long run of one character behind it: read or refused, and told, in time', () => {
    const fillers = [
      '\n',
      '\r\n',
      ' ',
      '\t',
      ',',
      '"',
      "'",
      '\\',
      '$',
      '${a-',
      '=',
      ':',
      '[',
      '{',
      '<',
      '#',
      ';',
      'a ',
      'proxy ',
      '*',
      '@',
      'a:a@',
    ];
    for (const { format, bytes } of fixtures()) {
      if (bytes.includes(0)) continue;
      const text = new TextDecoder().decode(bytes);
      for (const filler of fillers) {
        const run = filler.repeat(Math.floor(20_000 / filler.length));
        for (const input of [text + run, `${text.split('\n', 1)[0] ?? ''}${run}`]) codeOf(format, input);
        const { units } = workOf(() => {
          try {
            detectFormat(`${text.slice(0, 300)}${run}`);
          } catch (error) {
            assert.equal((error as Error).name, 'ParseError');
          }
        });
        assert.ok(units < MAX_UNITS, `${format}, ${JSON.stringify(filler)}: ${units} units`);
      }
    }
  });

  it('references that double', () => {
    const lines = Array.from(
      { length: 64 },
      (_unused, index) => `export a${index + 1}_proxy="$a${index}_proxy$a${index}_proxy"`,
    );
    const settings = readSettings(`export a0_proxy=aaaaaaaa\n${lines.join('\n')}`, { format: 'environment' });
    assert.ok(settings[0]?.issues.some(({ code }) => code === 'value-too-long'));
  });

  it('every reader takes every other format, a megabyte of one letter, and noise, without another error', () => {
    const noise = Array.from({ length: 2000 }, (_unused, index) =>
      String.fromCharCode(32 + ((index * 7919) % 95)),
    ).join('');
    for (const format of [
      'environment',
      'reg',
      'reg-query',
      'netsh-winhttp',
      'scutil',
      'networksetup',
      'gsettings',
      'dconf',
      'kioslaverc',
      'curlrc',
      'wgetrc',
      'gitconfig',
      'npmrc',
      'yarnrc',
      'pip',
      'java-properties',
      'apt-conf',
      'wsl',
      'kubeconfig',
      'squid',
      'pac',
    ]) {
      for (const input of ['a'.repeat(MILLION), noise, noise.replaceAll(' ', '\n')]) codeOf(format, input);
    }
  });
});
