import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { XMLParser } from 'fast-xml-parser';
import { ESCAPES, escapeValue } from '../../lib/generate/escape.js';
import { GenerateError } from '../../lib/generate/error.js';

function escape(id: string, value: unknown): string {
  const filter = ESCAPES.find((one) => one.id === id);
  assert.ok(filter, id);
  return escapeValue(filter, value);
}

const attacks = [
  '"; return "PROXY evil:1',
  "'; rm -rf / #",
  '$(id)',
  '`id`',
  '%PATH%',
  '${jndi:x}',
  '</string><string>',
  ']]>',
  '*/ alert(1) /*',
  '--><x>',
  'a\\',
  '{"a":1}',
  '; include "/etc/passwd";',
];

describe('generate/escape', () => {
  const table: [string, string, string][] = [
    ['js', 'a"b\\c<d', '"a\\"b\\\\c\\u003cd"'],
    ['json', 'é', '"\\u00e9"'],
    ['yaml', 'a: b', '"a: b"'],
    ['xml', `<a b="c">&'`, '&lt;a b=&quot;c&quot;&gt;&amp;&apos;'],
    ['reg', 'C:\\x "y"', '"C:\\\\x \\"y\\""'],
    ['sh', "it's", "'it'\\''s'"],
    ['powershell', "it's \u2019", "'it''s \u2019\u2019'"],
    ['systemd', '50% "x"', '50%% \\"x\\"'],
    ['pam_env', 'a,b', 'a,b'],
    ['quoted', 'a.example', '"a.example"'],
    ['cmd', '<local>;a.example', '"<local>;a.example"'],
    ['gvariant', "a'b", "'a\\'b'"],
    ['lua', "a'b\\", "'a\\'b\\\\'"],
    ['ini', '*.corp.example,<local>', '*.corp.example,<local>'],
    ['properties', 'a|*.b\\c', 'a|*.b\\\\c'],
    ['csv', 'say "x"', '"say ""x"""'],
    ['word', '*.a.example:443', '*.a.example:443'],
    ['comment', 'xn--bcher-kva.example', 'xn--bcher-kva.example'],
    ['xml_comment', 'xn--a---b', 'xn- -a- - -b'],
    ['markdown', 'a_b', 'a\\_b'],
  ];
  for (const [id, value, expected] of table) {
    it(`${id}: ${JSON.stringify(value)}`, () => {
      assert.equal(escape(id, value), expected);
    });
  }

  it('refuses what a command file would put a variable’s value for, or end its quotes at', () => {
    for (const value of ['%COMSPEC%', '!x!', '"', 'a^'])
      assert.throws(() => escape('cmd', value), { code: 'not-writable' });
  });

  it('writes a list with each element escaped, where the language has such lists', () => {
    assert.equal(escape('sh', ["it's", 'b']), "'it'\\''s' 'b'");
    assert.equal(escape('powershell', ['a', 'b']), "'a', 'b'");
    assert.equal(escape('json', ['a', 1]), '"a", "1"');
    for (const id of ['xml', 'ini', 'reg', 'quoted', 'comment', 'csv']) {
      assert.throws(() => escape(id, ['a']), { code: 'not-writable' }, id);
    }
  });

  it('has a row above for each filter', () => {
    assert.deepEqual(ESCAPES.map(({ id }) => id).sort(), table.map(([id]) => id).sort());
  });

  for (const { id } of ESCAPES) {
    it(`${id} lets no control character, line end or bidirectional mark through`, () => {
      for (const bad of [
        '\n',
        '\r',
        '\0',
        '\t',
        '\u0085',
        '\u2028',
        '\u202e',
        '\ufeff',
        '\u200b',
        '\x1b[0m',
      ]) {
        assert.throws(() => escape(id, `a${bad}b`), GenerateError, JSON.stringify(bad));
      }
    });
    it(`${id} takes scalars only, in a list too`, () => {
      for (const value of [undefined, null, {}, [['a']], [null], ['a\n'], () => 'a']) {
        assert.throws(() => escape(id, value), GenerateError);
      }
    });
  }

  it('refuses what an unquoted language cannot hold', () => {
    for (const id of ['word', 'pam_env', 'quoted']) {
      assert.throws(() => escape(id, 'a"b'), { name: 'GenerateError', code: 'not-writable' });
    }
    for (const bad of [
      'a b',
      'a;b',
      "a'b",
      'a"b',
      '$a',
      'a#b',
      '',
      'a\\',
      'a,b',
      '(a)',
      'a=b',
      'a|b',
      '<a>',
    ]) {
      assert.throws(() => escape('word', bad), { code: 'not-writable' }, bad);
    }
    for (const bad of ['a; b', 'a # b', ' a', 'a ', '"a', '%a', '$a']) {
      assert.throws(() => escape('ini', bad), { code: 'not-writable' }, bad);
    }
    for (const bad of ['*/', '?>', 'a\\', 'é']) {
      for (const id of ['comment', 'xml_comment'])
        assert.throws(() => escape(id, bad), { code: 'not-writable' }, bad);
    }
    for (const bad of ['=1+1', '@x', '+1', '-1'])
      assert.throws(() => escape('csv', bad), { code: 'not-writable' });
  });

  it('gives the value back where the language is at hand to read it', () => {
    const printable = fc.string({
      unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
    });
    fc.assert(
      fc.property(printable, (text) => {
        assert.equal(JSON.parse(escape('json', text)), text);
        assert.equal(JSON.parse(escape('js', text)), text);
        const parser = new XMLParser({ trimValues: false, parseTagValue: false });
        const parsed = parser.parse(`<a>${escape('xml', text)}</a>`) as { a: string };
        assert.equal(parsed.a, text);
      }),
    );
  });

  it('gives the value back through a real shell', () => {
    const script = attacks.map((text) => `printf '%s\\n' ${escape('sh', text)}`).join('\n');
    assert.equal(execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' }), `${attacks.join('\n')}\n`);
  });
});
