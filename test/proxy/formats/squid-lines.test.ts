import assert from 'node:assert/strict';
import { squidLines, squidWords } from '../../../lib/proxy/formats/squid-lines.js';

/** As `squid -k parse` of Squid 6 tells what it processes. */
const CASES: readonly (readonly [conf: string, lines: readonly string[]])[] = [
  ['acl x dstdomain a \\\n  b\\\n.sub c\n', ['acl x dstdomain a b.sub c']],
  ['acl x dstdomain a\\\n  b\n', ['acl x dstdomain ab']],
  ['acl y dstdomain c \\\n# inner\n d\n', ['acl y dstdomain c d']],
  ['acl w dstdomain e \\\n\nhttp_access allow x\n', ['acl w dstdomain e http_access allow x']],
  ['acl y dstdomain d \\ \n  e\n', ['acl y dstdomain d \\ ', 'e']],
  ['acl v dstdomain g \\\r\n h\r\n', ['acl v dstdomain g h']],
  ['# comment \\\nhttp_access deny y\n', ['http_access deny y']],
  ['   # indented \\\nhttp_access deny y', ['http_access deny y']],
];

describe('proxy: lines of squid.conf', () => {
  for (const [conf, lines] of CASES)
    it(JSON.stringify(conf), () => {
      assert.deepEqual(
        squidLines(conf.split('\n')).map(({ text }) => text),
        lines,
      );
    });

  it('keep their places, and an end that is missing', () => {
    assert.deepEqual(squidLines(['', 'a \\', 'b', 'c \\']), [
      { text: 'a b', first: 1, last: 2 },
      { text: 'c ', first: 3, last: 3 },
    ]);
  });

  it('are words without the comment', () => {
    const [line] = squidLines(['acl z dstdomain f#1 # note \\', ' g']);
    assert.deepEqual(line && squidWords(line), ['acl', 'z', 'dstdomain', 'f#1']);
  });
});
