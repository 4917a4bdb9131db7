/** A resolver that changes one of its answers on the way to a validation. */
import assert from 'node:assert/strict';
import { ExchangeError, type Exchange } from '../../../lib/dns/index.js';
import { parseAnchors, validate, type Validation } from '../../../lib/dnssec/index.js';
import { labInMemory } from '../../../lib/lab/index.js';
import { collectedAt } from '../../audits/case.js';
import { mutateBytes } from '../mutate-bytes.js';
import { Draws } from '../random.js';
import type { Seed, Target } from '../target.js';

const at = new Date(collectedAt);
const lab = labInMemory({ at });
const anchors = parseAnchors(lab.anchors, at);

const questions = [
  { name: 't1c.t1t.io', type: 'A' },
  { name: 't1c.t1t.io', type: 'AAAA' },
  { name: 'none.t1t.io', type: 'A' },
  { name: 'x.unsigned.example', type: 'A' },
] as const;

/** Of one question by its place; what the lab says, asked once. */
const honest = new Map<number, Promise<Validation>>();
const kept = new Map<string, Promise<Uint8Array>>();

/** Asked once for each question: an answer's RDATA does not change. */
const exchange: Exchange = async (query, options) => {
  const key = Buffer.from(query.subarray(2)).toString('latin1');
  const known = kept.get(key) ?? lab.exchange(query, options);
  kept.set(key, known);
  const bytes = Buffer.from(await known);
  bytes.set(query.subarray(0, 2));
  return bytes;
};

const answered = ({ status, rcode, answer }: Validation): unknown => ({
  status,
  rcode,
  answer: answer.map(({ name, type, data }) => [name.toLowerCase(), type, [...data].sort()]),
});

/** The bytes: which question, which of the answers (several may be), and how each is changed. */
async function run(bytes: Uint8Array): Promise<string> {
  const draws = new Draws(...bytes);
  const place = draws.int(questions.length);
  const question = questions[place] ?? questions[0];
  const first = honest.get(place) ?? validate(question, { exchange, anchors, at });
  honest.set(place, first);
  const others = [...kept.values()];
  const changing: Exchange = async (query, options) => {
    const answer = await exchange(query, options);
    if (!draws.chance(0.4)) return answer;
    if (draws.chance(0.05)) throw new ExchangeError('timeout', 'lab', 'no answer');
    const other = others.length === 0 ? answer : await draws.pick(others);
    const changed = mutateBytes(answer, draws, { words: [], other });
    // A transport lets nothing through that does not answer the query.
    if (changed.length >= 2) changed.set(query.subarray(0, 2));
    return changed;
  };
  const told = await validate(question, { exchange: changing, anchors, at });
  if (told.status === 'secure' || told.status === 'insecure') {
    const { status } = await first;
    assert.equal(told.status, status, `${question.name} ${question.type}`);
    if (status === 'secure') assert.deepEqual(answered(told), answered(await first));
  } else assert.ok(told.reasons.length > 0, 'a reason for what is not secure');
  return told.status;
}

export const chain: Target = {
  id: 'chain',
  title:
    'answers changed on their way: never secure with other data, never insecure where the zone is signed',
  shape: 'bytes',
  words: [],
  corpus: () =>
    Array.from({ length: 16 }, (_, index): Seed => ({
      name: 'draws',
      bytes: Buffer.from([index, 7, 1, 200]),
    })),
  runs: 150,
  run,
};
