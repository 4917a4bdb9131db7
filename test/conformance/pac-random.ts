/**
 * `npm run conformance -- pac-random N [SEED]`: proves N random PAC files from SEED on and holds each claim against
 * environments and call histories in the plain engine and in `node:vm`.
 */
import { contradictionText, holdClaim } from '../pac/prove/random-claims.js';

const REPORT_EVERY = 100;
const PROOF_MS = 5000;
const MOST_OBSTACLES = 12;

const isCount = (text: string): boolean => /^\d{1,9}$/.test(text);

/** The suite: exit code 1 where an answer contradicts a claim. */
export async function pacRandom([count = '', first = '1']: readonly string[]): Promise<void> {
  if (!isCount(count) || !isCount(first)) {
    console.error('usage: npm run conformance -- pac-random N [SEED]');
    process.exitCode = 2;
    return;
  }
  const verdicts = { always: 0, never: 0, sometimes: 0, unknown: 0 };
  const obstacles = new Map<string, number>();
  let histories = 0;
  let answers = 0;
  let cutShort = 0;
  let contradictions = 0;
  const totals = (): string =>
    `${Object.entries(verdicts)
      .map(([verdict, number]) => `${verdict} ${number}`)
      .join(
        ', ',
      )}; ${histories} histories, ${answers} answers, ${cutShort} histories cut short, ${contradictions} contradictions`;
  for (let index = 0; index < Number(count); index++) {
    const held = await holdClaim(Number(first) + index, PROOF_MS);
    verdicts[held.verdict]++;
    histories += held.histories;
    answers += held.answers;
    cutShort += held.cutShort;
    if (held.verdict === 'unknown' && held.obstacle !== null)
      obstacles.set(held.obstacle, (obstacles.get(held.obstacle) ?? 0) + 1);
    if (held.contradiction !== null) {
      contradictions++;
      console.log(`${contradictionText(held)}\n`);
    }
    if ((index + 1) % REPORT_EVERY === 0) console.error(`${index + 1}: ${totals()}`);
  }
  console.log(`${count} scripts from seed ${first}: ${totals()}`);
  const commonest = [...obstacles].sort(([, a], [, b]) => b - a).slice(0, MOST_OBSTACLES);
  for (const [reason, number] of commonest) console.log(`  unknown ${number}: ${reason}`);
  process.exitCode = contradictions > 0 ? 1 : 0;
}
