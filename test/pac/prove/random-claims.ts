/**
 * Claims on random PAC files, held against environments and call histories in the plain engine and in `node:vm`.
 */
import { Script } from 'node:vm';
import type { Compliance, Failure, Pac, PacEnvironment, Verdict } from '../../../lib/pac/index.js';
import { drawsFrom, pickerFrom, URL_UNDER_TEST, using } from '../support.js';
import { loadInNode } from './node-vm.js';
import { randomPac } from './random-pacs.js';

const HISTORIES = 8;
const STEPS = 10;

const MINES = [
  '10.1.2.3',
  '10.1.2.3',
  '10.200.0.7',
  '192.168.0.7',
  '192.168.77.200',
  '172.16.5.4',
  '127.0.0.1',
  '169.254.1.1',
  '8.8.8.8',
  '203.0.113.130',
  '101.1.1.1',
  '0.0.0.0',
  '255.255.255.255',
  '2001:db8::1',
  'fe80::1',
  '::1',
];
const URLS = [
  'https://www.example/',
  'http://intranet.corp/x',
  'http://plain/',
  'https://t1c.t1t.io:51983/',
  'https://a.t1t.io/',
  'ftp://10.1.2.3/',
  'http://other.corp:8080/?t1c',
  'https://t1c.t1t.io/',
];
const ZONES = ['UTC', 'Europe/Brussels', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland'];
const DAY_MS = 86_400_000;

type Pick = <T>(list: readonly T[]) => T;

/** Drawn, most often ordinary. */
function environmentFrom(draw: () => number, pick: Pick): PacEnvironment {
  const names: Record<string, readonly string[]> = {};
  for (const name of ['t1c.t1t.io', 'intranet.corp', 'x.corp', 'www.example'])
    if (draw() < 0.6) names[name] = draw() < 0.5 ? ['127.0.0.1'] : [pick(MINES)];
  const at = new Date(Date.UTC(2024, 0, 1) + Math.floor(draw() * 2500 * DAY_MS));
  const random = [draw(), draw(), pick([0, 0.5, 0.999])];
  const timeZone = pick(ZONES);
  const roll = draw();
  if (roll < 0.05) return { dns: names, at, random, timeZone };
  return { myIp: roll < 0.15 ? [pick(MINES), pick(MINES)] : pick(MINES), dns: names, at, random, timeZone };
}

interface Call {
  readonly url: string;
  readonly environment: PacEnvironment;
}

const isDirect = (compliance: Compliance): boolean =>
  compliance === 'direct' || compliance === 'direct-first';

/** Calls of one loaded script; most of them, and the last, with the URL of the proof. */
function historyFrom(draw: () => number, pick: Pick): readonly Call[] {
  let environment = environmentFrom(draw, pick);
  return Array.from({ length: STEPS }, (_, step) => {
    if (draw() < 0.7) environment = environmentFrom(draw, pick);
    return { url: step === STEPS - 1 || draw() < 0.7 ? URL_UNDER_TEST : pick(URLS), environment };
  });
}

export interface Contradiction {
  readonly where: 'the plain engine' | 'node:vm';
  readonly calls: readonly Call[];
  /** `proxy`, or `failed: …`. */
  readonly answer: string;
}

export interface Held {
  readonly seed: number;
  readonly source: string;
  readonly verdict: Verdict;
  readonly obstacle: string | null;
  readonly histories: number;
  /** Answers compared, of both engines. */
  readonly answers: number;
  /** Histories that ended because a call took longer than the wall of the sandbox lets it: a busy machine. */
  readonly cutShort: number;
  readonly contradiction: Contradiction | null;
}

interface Answer {
  readonly compliance: Compliance;
  readonly failure?: Failure | null;
}
type Ask = (call: Call, isFirst: boolean) => Promise<Answer> | Answer;

/** The first answer that is not as claimed; `late`: a call took too long, and what it kept is lost. */
async function against(
  calls: readonly Call[],
  claim: Verdict,
  ask: Ask,
): Promise<Omit<Contradiction, 'where'> | 'late' | null> {
  for (const [index, call] of calls.entries()) {
    const { compliance, failure = null } = await ask(call, index === 0);
    if (failure?.limit === 'time') return 'late';
    if (call.url === URL_UNDER_TEST && isDirect(compliance) !== (claim === 'always')) {
      const answer = failure === null ? compliance : `${compliance}: ${failure.message}`;
      return { calls: calls.slice(0, index + 1), answer };
    }
  }
  return null;
}

async function inBoth(
  pac: Pac,
  script: Script | null,
  calls: readonly Call[],
  claim: Verdict,
): Promise<Contradiction | 'late' | null> {
  const inEngine = await against(calls, claim, async ({ url, environment }, isFirst) =>
    pac.decide(url, environment, { fresh: isFirst, trace: false }),
  );
  if (inEngine === 'late') return inEngine;
  if (inEngine !== null) return { where: 'the plain engine', ...inEngine };
  if (script === null) return null;
  const node = loadInNode(script, calls[0]!.environment);
  const inNode = await against(calls, claim, ({ url, environment }) => ({
    compliance: node.compliance(url, environment),
  }));
  return inNode === null || inNode === 'late' ? inNode : { where: 'node:vm', ...inNode };
}

function compiled(source: string): Script | null {
  try {
    return new Script(source);
  } catch {
    return null;
  }
}

/** Proves one random script and holds what is claimed. A proof that takes longer than `proofTimeMs` claims nothing. */
export async function holdClaim(
  seed: number,
  proofTimeMs: number,
  source: string = randomPac(seed),
): Promise<Held> {
  return using(
    source,
    async (pac) => {
      const { verdict, obstacles, failure } = await pac.prove(URL_UNDER_TEST, { variants: false });
      const obstacle = obstacles[0]?.reason ?? failure?.code ?? null;
      const none = { histories: 0, answers: 0, cutShort: 0, contradiction: null };
      const held: Held = { seed, source, verdict, obstacle, ...none };
      if (verdict !== 'always' && verdict !== 'never') return held;
      const draw = drawsFrom(seed ^ 0x5eed);
      const pick = pickerFrom(draw);
      const script = compiled(source);
      let answers = 0;
      let cutShort = 0;
      for (let histories = 1; histories <= HISTORIES; histories++) {
        const calls = historyFrom(draw, pick);
        answers += 2 * calls.filter(({ url }) => url === URL_UNDER_TEST).length;
        const contradiction = await inBoth(pac, script, calls, verdict);
        if (contradiction === 'late') cutShort++;
        else if (contradiction !== null) return { ...held, histories, answers, cutShort, contradiction };
      }
      return { ...held, histories: HISTORIES, answers, cutShort };
    },
    { limits: { proofTimeMs } },
  );
}

export function contradictionText({ seed, source, verdict, contradiction }: Held): string {
  if (contradiction === null) return '';
  const { where, calls, answer } = contradiction;
  const shown = calls.map(({ url, environment }) => `  ${url} ${JSON.stringify(environment)}`).join('\n');
  return `seed ${seed}: "${verdict}", but ${where} says ${answer} after\n${shown}\n${source}`;
}
