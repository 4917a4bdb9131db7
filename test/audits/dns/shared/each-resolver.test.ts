import assert from 'node:assert/strict';
import { eachResolver } from '../../../../lib/audits/dns/shared/each-resolver.js';
import type { ResolverEvidence } from '../../../../lib/evidence/types.js';

const resolvers = (...ids: readonly string[]): ResolverEvidence[] => ids.map((id) => ({ id, records: [] }));

describe('audits/dns/shared/each-resolver', () => {
  const cases: readonly (readonly [
    title: string,
    ids: readonly string[],
    count: number,
    said: readonly string[],
  ])[] = [
    ['nobody was asked: never a pass', [], 1, ['no-resolver of nobody']],
    ['one', ['a'], 1, ['a 0 of a']],
    ['several, in their order', ['b', 'a'], 2, ['b 0 of b', 'b 1 of b', 'a 0 of a', 'a 1 of a']],
    ['nothing to say', ['a'], 0, []],
  ];
  for (const [title, ids, count, said] of cases) {
    it(title, async () => {
      const outcomes = await eachResolver({ resolvers: resolvers(...ids) }, ({ id }) =>
        Promise.resolve(
          Array.from({ length: count }, (_, at) => ({ message: `${id} ${at}`, subject: 'another' })),
        ),
      );
      assert.deepEqual(
        outcomes.map(({ message, subject }) => `${message} of ${subject ?? 'nobody'}`),
        said,
      );
    });
  }

  it('one that fails fails all: the audit could not be judged', async () => {
    await assert.rejects(
      eachResolver({ resolvers: resolvers('a') }, () => Promise.reject(new Error('no'))),
      /no/,
    );
  });
});
