/** Readers of settings files at their bounds: how deep, how many, which spellings, and what is kept and has no effect. */
import assert from 'node:assert/strict';
import { readSettings, route, type ProxySettings } from '../../../lib/proxy/index.js';
import { openSource } from '../../../lib/proxy/text.js';
import { parseXml } from '../../../lib/proxy/formats/xml.js';

const read = (format: string, ...lines: string[]): ProxySettings | undefined =>
  readSettings(lines.join('\n'), { format, fileName: 'f' })[0];
const xml = (text: string) => parseXml(openSource(Buffer.from(text), 'f'));

describe('proxy/formats: XML', () => {
  it('a hundred levels, and not one more', () => {
    const nested = (count: number): string => `${'<a>'.repeat(count)}${'</a>'.repeat(count)}`;
    assert.equal(xml(nested(100)).name, 'a');
    assert.throws(() => xml(nested(101)), { code: 'xml-too-deep' });
  });

  it('two hundred thousand elements, and not one more', () => {
    assert.equal(xml(`<a>${'<b/>'.repeat(199_999)}</a>`).children.length, 199_999);
    assert.throws(() => xml(`<a>${'<b/>'.repeat(200_000)}</a>`), { code: 'too-many-entries' });
  });

  for (const [text, expected] of [
    ['&#x10ffff;', '\u{10ffff}'],
    ['&#1114111;', '\u{10ffff}'],
    ['&#65;&#x42;&lt;&amp;&quot;&apos;&gt;', 'AB<&"\'>'],
    ['<![CDATA[<&amp;]]>', '<&amp;'],
    ['a<!-- <b> -->c', 'ac'],
  ] as const)
    it(`${text}: ${expected}`, () => {
      assert.equal(xml(`<a>${text}</a>`).text, expected);
    });
  for (const text of ['&#x110000;', '&#1114112;', '&nbsp;'])
    it(`${text} is no character`, () => {
      assert.throws(() => xml(`<a>${text}</a>`), { code: 'bad-xml' });
    });
});

describe('proxy/formats: wgetrc', () => {
  for (const [lines, rules] of [
    [['no_proxy = a', 'no_proxy = b'], 'a,b'],
    [['no_proxy = a', 'no_proxy =', 'no_proxy = b'], 'b'],
    [['No-Proxy = a'], 'a'],
    [['no_proxy = a', 'no_proxy ='], undefined],
  ] as const)
    it(`${lines.join('; ')}: ${rules ?? 'none'}`, () => {
      assert.equal(read('wgetrc', ...lines)?.bypass?.rules, rules);
    });
  for (const [value, on] of [
    ['off', false],
    ['OFF', false],
    ['No', false],
    ['0', false],
    ['on', true],
    ['1', true],
    ['offside', true],
  ] as const)
    it(`use_proxy = ${value}: ${on ? 'on' : 'off'}`, () => {
      assert.equal(read('wgetrc', `use_proxy = ${value}`)?.manualEnabled?.value, on);
    });
});

describe('proxy/formats: values of Windows', () => {
  /** DefaultConnectionSettings: version, counter, flags, then proxy, list and PAC, each with its length. */
  const value = (flags: number): string => {
    const bytes = [Buffer.from([0x46, 0, 0, 0, 1, 0, 0, 0, flags, 0, 0, 0])];
    for (const text of ['p.example:1', 'x.example', 'http://p.example/x.pac']) {
      const length = Buffer.alloc(4);
      length.writeUInt32LE(text.length);
      bytes.push(length, Buffer.from(text));
    }
    return Buffer.concat([...bytes, Buffer.alloc(32)])
      .toString('hex')
      .replace(/..(?=.)/g, '$&,');
  };
  const settings = (flags: number) =>
    readSettings(
      [
        'Windows Registry Editor Version 5.00',
        '',
        String.raw`[HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion\Internet Settings\Connections]`,
        `"DefaultConnectionSettings"=hex:${value(flags)}`,
      ].join('\n'),
      { format: 'reg', fileName: 'f' },
    );
  // Each box by itself: what is kept while its box is not ticked has no effect.
  for (const [flags, via] of [
    [1, 'direct switched-off'],
    [1 | 2, 'proxy proxy-configured'],
    [1 | 4, 'pac pac-configured'],
    [1 | 8, 'pac auto-detect'],
    [1 | 2 | 4, 'pac pac-configured'],
  ] as const)
    it(`flags ${flags}: ${via}`, () => {
      const found = route(settings(flags), 'wininet', 'https://a.example/');
      assert.equal(`${found.via} ${found.reason}`, via);
    });
});

describe('proxy/formats: netsh and counts', () => {
  it('takes the scope of advproxy in any case', () => {
    for (const [scope, expected] of [
      ['user', 'user'],
      ['USER', 'user'],
      ['machine', 'machine'],
    ] as const) {
      const line = String.raw`set advproxy setting-scope=${scope} settings={\"Proxy\":\"p:1\"}`;
      assert.equal(read('netsh-winhttp', 'pushd winhttp', line)?.scope, expected);
    }
  });

  it('twenty thousand settings, and not one more', () => {
    const lines = (count: number): string[] =>
      Array.from({ length: count }, (_, index) => `v${index}_proxy=p`);
    assert.equal(read('environment', ...lines(20_000))?.entries.length, 20_000);
    assert.throws(() => read('environment', ...lines(20_001)), { code: 'too-many-entries' });
  });
});
