/** What is to be said at each line of a PAC: which decide and for whom, which are never reached. */
import type { ReportPac, ReportPacAnswer } from '../../audits/finding.js';
import { clientTitle } from './clients.js';
import { regionsWords } from './region-words.js';
import { listWords, sentence } from './words.js';

export interface LineNote {
  readonly kind: 'decides' | 'direct' | 'stops';
  readonly text: string;
  /** What the script gives, as it gives it. */
  readonly result?: string;
}

export interface LineMarks {
  readonly notes: ReadonlyMap<number, readonly LineNote[]>;
  readonly never: ReadonlySet<number>;
  /** Lines where the environment decides. */
  readonly asks: ReadonlySet<number>;
}

/** One answer from one place, with those who get it: by client program where they differ. */
export interface DecidedAnswer {
  readonly line: number | undefined;
  readonly compliance: ReportPacAnswer['compliance'];
  readonly result: string;
  readonly clients: readonly string[];
  /** One sentence, or one for each group of client programs. */
  readonly who: readonly string[];
}

/** Answers for the URL itself; the same from the same place is told once. */
export function decidedAnswers({ proofs }: ReportPac): readonly DecidedAnswer[] {
  const groups = new Map<string, { answer: ReportPacAnswer; whos: Map<string, string[]> }>();
  for (const { clients, answers } of proofs)
    for (const answer of answers) {
      const key = JSON.stringify([answer.span?.line, answer.compliance, answer.result, answer.failure]);
      const group = groups.get(key) ?? { answer, whos: new Map<string, string[]>() };
      groups.set(key, group);
      const who = whoWords(answer);
      group.whos.set(who, [...(group.whos.get(who) ?? []), ...clients.map(clientTitle)]);
    }
  return [...groups.values()].map(({ answer, whos }) => ({
    line: answer.span?.line,
    compliance: answer.compliance,
    result: answer.result ?? answer.failure ?? 'no answer',
    clients: [...new Set([...whos.values()].flat())],
    who: manyWhos(whos),
  }));
}

function whoWords({ regions, words, earlierCalls }: ReportPacAnswer): string {
  // What the answer is, and from where, stands beside it.
  const example = sentence(words.replace(/ gets .*$/s, '')).replace(/\.$/, '');
  const isExample = /^for example /i.test(example);
  const who =
    regions !== undefined
      ? regionsWords(regions)
      : isExample
        ? `${example}; who else could not be told exactly`
        : example;
  return earlierCalls === undefined
    ? who
    : `${who}, after ${earlierCalls} earlier ${earlierCalls === 1 ? 'call' : 'calls'}`;
}

function manyWhos(whos: ReadonlyMap<string, readonly string[]>): readonly string[] {
  if (whos.size === 1) return [...whos.keys()];
  return [...whos].map(
    ([who, clients]) => `${who} (${listWords(clients.map((title) => title.replace(/ \(.*$/s, '')))})`,
  );
}

const kinds = { direct: 'direct', 'direct-first': 'direct', proxied: 'decides', failed: 'stops' } as const;

export function lineMarks(pac: ReportPac): LineMarks {
  const notes = new Map<number, LineNote[]>();
  const note = (line: number | undefined, one: LineNote): void => {
    if (line === undefined) return;
    const own = notes.get(line) ?? [];
    if (!own.some(({ text, result }) => text === one.text && result === one.result))
      notes.set(line, [...own, one]);
  };
  for (const { line, compliance, result, who } of decidedAnswers(pac))
    for (const text of who) note(line, { kind: kinds[compliance], text, result });
  for (const { obstacles } of pac.proofs)
    for (const { reason, line } of obstacles) note(line, { kind: 'stops', text: sentence(reason) });
  const asks = pac.proofs.flatMap(({ answers }) =>
    answers.flatMap(({ conditions }) => conditions.map(({ line }) => line)),
  );
  return { notes, never: neverReached(pac), asks: new Set(asks.filter((line) => !notes.has(line))) };
}

/** Lines that no client program reaches: what one of them reaches is not shaded. */
function neverReached({ proofs }: ReportPac): ReadonlySet<number> {
  const [first, ...others] = proofs.map(({ unreached }) => linesOf(unreached));
  const never = [...(first ?? [])].filter((line) => others.every((lines) => lines.has(line)));
  const reached = new Set(proofs.flatMap((proof) => [...linesOf(proof.reached)]));
  return new Set(never.filter((line) => !reached.has(line)));
}

/** No file that is looked at has more lines. */
const mostLines = 100_000;

function linesOf(stretches: readonly { readonly line: number; readonly endLine: number }[]): Set<number> {
  const lines = new Set<number>();
  for (const { line, endLine } of stretches)
    for (let at = line; at <= endLine && lines.size < mostLines; at += 1) lines.add(at);
  return lines;
}
