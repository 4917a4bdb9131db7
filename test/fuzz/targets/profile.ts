/** Profiles that somebody wrote. */
import assert from 'node:assert/strict';
import { auditMistake } from '../../../lib/audits/audit.js';
import { parseProfile, ProfileError } from '../../../lib/profile/index.js';
import { clientMistake } from '../../../lib/proxy/index.js';
import { profileFiles } from '../corpora.js';
import { refused, textOf, type Target } from '../target.js';

const parse = (text: string) => parseProfile(text, 'profile', { auditMistake, clientMistake });

export const profile: Target = {
  id: 'profile',
  title:
    'a profile is read, and reads the same when written again, or is refused with the place of each mistake',
  shape: 'json',
  words: [
    '127.0.0.1',
    '::1',
    'xn--',
    'xn--a-ecp.io',
    '*.t1t.io',
    'localhost',
    'required',
    'off',
    'dnssec/chain-secure',
  ],
  corpus: profileFiles,
  runs: 600,
  run: (bytes) => {
    let read;
    try {
      read = parse(textOf(bytes));
    } catch (error) {
      if (!(error instanceof ProfileError)) return refused(error);
      assert.ok(error.issues.length > 0);
      for (const { line } of error.issues) assert.ok(line >= 1, 'the line of each mistake');
      return 'refused: its mistakes';
    }
    const text = JSON.stringify(read);
    assert.equal(JSON.stringify(parse(text)), text);
    return 'read';
  },
};
