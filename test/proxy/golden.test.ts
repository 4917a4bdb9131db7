/**
 * Every golden file is recognised by its content, and reads as the `.golden.json` beside it says, to the value.
 */
import assert from 'node:assert/strict';
import { detectFormat, formats, readSettings, redactBytes } from '../../lib/proxy/index.js';
import { fixtures, golden } from './fixtures.js';

/** The name a file had on its machine: what follows the format's id. */
function originalName(fileName: string): string {
  return fileName.slice(fileName.indexOf('.') + 1);
}

/** Told by the name, because their content fits several formats. */
const BY_NAME = ['environment.etc-environment', 'curlrc..curlrc', 'java-properties.jvm.config'];

describe('proxy golden files', () => {
  for (const { format, fileName, bytes } of fixtures()) {
    const name = originalName(fileName);
    it(`${fileName} is told by content`, () => {
      assert.equal(detectFormat(bytes, name), format);
      if (!BY_NAME.includes(fileName)) assert.equal(detectFormat(bytes, 'unnamed'), format);
    });
    it(`${fileName} reads as recorded`, () => {
      const settings = readSettings(bytes, { fileName: name });
      assert.deepEqual(JSON.parse(JSON.stringify(settings)), golden(fileName));
      for (const one of settings) assert.ok(one.format === format && one.file === name, one.scope);
    });
    it(`${fileName} gives away no password, as settings or as evidence`, () => {
      assert.doesNotMatch(JSON.stringify(readSettings(bytes, { fileName: name })), /S3cret/);
      const kept = Buffer.from(redactBytes(bytes, name));
      for (const encoding of ['latin1', 'utf16le'] as const)
        assert.doesNotMatch(kept.toString(encoding), /S3cret/);
    });
  }

  it('has one for each format', () => {
    const covered = new Set(fixtures().map(({ format }) => format));
    assert.deepEqual(
      formats()
        .map(({ id }) => id)
        .filter((id) => !covered.has(id)),
      [],
    );
  });

  it('every prefix of a golden file is read, or refused with a code and a message', () => {
    for (const { format, bytes } of fixtures()) {
      for (let cut = 0; cut < bytes.length; cut += Math.max(1, Math.floor(bytes.length / 40))) {
        try {
          readSettings(bytes.subarray(0, cut), { format, fileName: 'cut' });
        } catch (error) {
          assert.equal((error as Error).name, 'ParseError', `${format} at ${cut}: ${String(error)}`);
        }
      }
    }
  });
});
