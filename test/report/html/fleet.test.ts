/** The page of a fleet: its size with many machines, and that text from outside stays text. */
import assert from 'node:assert/strict';
import { fleetPage } from '../../../lib/report/html/fleet-page.js';
import { manyMachines } from '../../fleet/many.js';
import { fleetDocument, hostile } from '../formats/documents.js';
import { elementsOf, textOf } from './structure.js';

describe('report/html: a fleet', () => {
  it('of 2,000 machines is below 3 MB, with a row for each', () => {
    const page = fleetPage({ kind: 'fleet', fleet: manyMachines(2000) });
    assert.ok(Buffer.byteLength(page) < 3_000_000, `${Buffer.byteLength(page)} bytes`);
    const rows = elementsOf(page).filter(
      ({ name, attributes }) => name === 'th' && attributes['scope'] === 'row',
    );
    assert.equal(rows.length, 2000);
  });

  it('keeps text from outside text', () => {
    const elements = (text: string): string[] => {
      const document = fleetDocument(text);
      assert.ok(document.kind === 'fleet');
      return elementsOf(fleetPage(document))
        .map(({ name }) => name)
        .filter((name) => name !== 'b');
    };
    const plain = elements('x');
    for (const text of hostile.filter((one) => one.trim() !== ''))
      assert.deepEqual(elements(text), plain, text);
  });

  it('says what helps most, what moved, and what was skipped', () => {
    const document = fleetDocument('some text');
    assert.ok(document.kind === 'fleet');
    const text = textOf(fleetPage(document));
    for (const part of [
      /What helps most machines first/,
      /Since 24 Nov 2026/,
      /Skipped, and not judged/,
      /\(was 1\)/,
    ])
      assert.match(text, part);
  });
});
