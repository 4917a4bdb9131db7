/** SARIF by the schema of OASIS, which is of draft 4 and comes with Microsoft's matchers. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { ValidateFunction } from 'ajv';
import { default as AjvDraft04 } from 'ajv-draft-04';
import addFormats from 'ajv-formats';

const require = createRequire(import.meta.url);
const sarif = new AjvDraft04.default({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats.default(sarif);
export const isSarif: ValidateFunction = sarif.compile(
  JSON.parse(
    readFileSync(require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'),
  ) as object,
);
