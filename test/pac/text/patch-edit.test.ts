/** What an exemption of an earlier run is, and what only stands between its marks: that is somebody's own and stays. */
import assert from 'node:assert/strict';
import { editScript } from '../../../lib/pac/text/patch/edit.js';

const wrapped = (inner: string): string =>
  `function FindProxyForURL(url, host) { ${inner} return "PROXY p:1"; }`;
const between = (code: string): string => `/* staylocal:begin */ ${code} /* staylocal:end */`;
const ours = 'if (/^(?:old\\.example)\\.?$/i.test(host)) return "DIRECT";';
const own = 'if (host == "kept.example") return "PROXY q:1";';

describe('pac/text/patch: what an earlier run left', () => {
  for (const [what, inner, method, kept, gone] of [
    ['nothing', '', 'inserted', '', 'staylocal:begin'],
    ['its guard', between(ours), 'updated', '', 'old\\.example'],
    ['its guard twice', `${between(ours)} ${between(ours)}`, 'updated', '', 'old\\.example'],
    ['its marks around code of others', between(own), 'inserted', between(own), ''],
    ['its first mark alone', `/* staylocal:begin */ ${own}`, 'inserted', own, ''],
    ['its last mark alone', `${own} /* staylocal:end */`, 'inserted', own, ''],
    [
      'its marks the other way about',
      `/* staylocal:end */ ${ours} /* staylocal:begin */`,
      'inserted',
      ours,
      '',
    ],
    [
      'another comment between',
      `/* staylocal:begin */ /* x */ ${ours} /* staylocal:end */`,
      'inserted',
      ours,
      '',
    ],
  ] as const)
    it(`${what}: ${method}`, () => {
      const edit = editScript(wrapped(inner), ['new.example'], false);
      assert.equal(edit.method, method);
      assert.ok(edit.text.includes('new\\.example'));
      assert.ok(edit.text.includes(kept), edit.text);
      if (what !== 'nothing' && gone !== '') assert.ok(!edit.text.includes(gone), edit.text);
      const again = editScript(edit.text, ['new.example'], false);
      assert.deepEqual(again, { text: edit.text, method: 'unchanged' });
    });
});
