import assert from 'node:assert/strict';
import { needlesOf, scanText } from '../../lib/secrets/index.js';
import { workOf } from '../work.js';
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

/** Some seconds of an idle machine; work that grows with the square of a text of megabytes is hours. */
const MAX_UNITS = 300;

describe('secrets: large and hostile texts', () => {
  for (const [title, text, name] of texts) {
    it(title, () => {
      const whole = `${text()}\n"${key}"`;
      const { result, units } = workOf(() =>
        scanText(whole, { name: name ?? 'a.js', needles: needlesOf(key) }),
      );
      const { hits } = result;
      assert.ok(hits.some(({ rule }) => rule === 'api-key'));
      assert.ok(hits.length <= 1000);
      assert.ok(units < MAX_UNITS, `${units} units`);
    });
  }

  it('many matches in a text without escapes', () => {
    const text = '"/tokens/application",'.repeat((4 * mega) / 22);
    const { result, units } = workOf(() => scanText(text, { name: 'a.js', needles: [] }));
    assert.ok(result.isCut);
    assert.ok(units < MAX_UNITS, `${units} units`);
  });

  it('more was found than is told, and it is said', () => {
    const { isCut } = scanText(`"${key}",`.repeat(5000), { name: 'a.js', needles: needlesOf(key) });
    assert.ok(isCut);
  });
});
