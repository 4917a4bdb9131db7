import assert from 'node:assert/strict';
import { needlesOf, scanText } from '../../lib/secrets/index.js';
import { key } from './samples.js';

/** Large enough that quadratic time would show, and no longer. */
const mega = 256 * 1024;

const texts: readonly (readonly [title: string, text: () => string, name?: string])[] = [
  ['megabytes of code in one line', () => 'function a(b){return b+"x"+(1/2)}'.repeat((10 * mega) / 33)],
  ['quotes', () => '"'.repeat(mega)],
  ['one string', () => `"${'a'.repeat(4 * mega)}"`],
  ['escaped quotes', () => `<"${'\\"'.repeat(mega)}`],
  ['escaped back quotes', () => `<'${'`\\'.repeat(mega)}`],
  ['opening braces', () => '{'.repeat(mega)],
  ['opening brackets in a map', () => `{"version":3,"mappings":"","x":${'['.repeat(mega)}`, 'a.map'],
  ['eyJ', () => 'eyJ'.repeat(mega)],
  ['eyJ with dots', () => 'eyJhbG.'.repeat(mega / 2)],
  ['Bearer', () => 'Bearer '.repeat(mega / 2)],
  ['pieces', () => `"a"${'+"a"'.repeat(mega / 2)}`],
  ['numbers', () => `[${'65,'.repeat(mega / 2)}`],
  ['comments', () => '/*'.repeat(mega)],
  ['script tags', () => '<script>'.repeat(mega / 8), 'a.html'],
  ['an open script tag', () => '<script '.repeat(mega / 8), 'a.html'],
  ['handlers', () => ' onclick="'.repeat(mega / 8), 'a.html'],
  ['line ends', () => '\r\n'.repeat(mega)],
  ['many keys', () => `"${key}",`.repeat(25_000)],
];

describe('secrets: large and hostile texts', () => {
  for (const [title, text, name] of texts) {
    it(title, () => {
      const whole = `${text()}\n"${key}"`;
      const start = process.hrtime.bigint();
      const { hits } = scanText(whole, { name: name ?? 'a.js', needles: needlesOf(key) });
      const elapsedMs = Number(process.hrtime.bigint() - start) / 1e6;
      assert.ok(hits.some(({ rule }) => rule === 'api-key'));
      assert.ok(hits.length <= 1000);
      assert.ok(elapsedMs < 10_000, `${elapsedMs} ms`);
    });
  }

  it('many matches in a text without escapes', () => {
    const start = process.hrtime.bigint();
    const text = '"/tokens/application",'.repeat((4 * mega) / 22);
    assert.ok(scanText(text, { name: 'a.js', needles: [] }).isCut);
    const elapsedMs = Number(process.hrtime.bigint() - start) / 1e6;
    assert.ok(elapsedMs < 8_000, `${elapsedMs} ms`);
  });

  it('more was found than is told, and it is said', () => {
    const { isCut } = scanText(`"${key}",`.repeat(5000), { name: 'a.js', needles: needlesOf(key) });
    assert.ok(isCut);
  });
});
