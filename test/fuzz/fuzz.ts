/** Inputs for a target, each a function of the seed and its number: a find is made again from the two. */
import { mutateBytes } from './mutate-bytes.js';
import { mutateJson } from './mutate-json.js';
import { Draws } from './random.js';
import { textOf, type Seed, type Target } from './target.js';

export interface Find {
  readonly index: number;
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly error: unknown;
}

export interface Campaign {
  readonly target: Target;
  readonly corpus: readonly Seed[];
  readonly seed: number;
}

/** The share of inputs for JSON that are changed as bytes. */
const asBytes = 0.15;

/** First the corpus as it is. */
export function inputOf({ target, corpus, seed }: Campaign, index: number): Seed {
  const whole = corpus[index];
  if (whole !== undefined) return whole;
  const draws = new Draws(seed, index);
  const chosen = draws.pick(corpus);
  const { name } = chosen;
  if (target.shape === 'json' && !draws.chance(asBytes)) {
    const text = mutateJson(textOf(chosen.bytes), draws, target.words);
    if (text !== undefined) return { name, bytes: Buffer.from(text) };
  }
  const material = {
    words: target.words.map((word) => Buffer.from(word)),
    other: draws.pick(corpus).bytes,
  };
  return { name, bytes: mutateBytes(chosen.bytes, draws, material) };
}

/** Who runs a campaign hears what came of each input. */
export interface Listener {
  readonly begun?: (index: number) => void;
  readonly told?: (outcome: string, ms: number) => void;
  readonly found: (find: Find) => void;
}

/** Runs the inputs from `first` on until `isOver` says so. */
export async function fuzz(
  campaign: Campaign,
  isOver: (index: number) => boolean,
  { begun, told, found }: Listener,
  first = 0,
): Promise<void> {
  for (let index = first; !isOver(index); index += 1) {
    begun?.(index);
    const { name, bytes } = inputOf(campaign, index);
    const start = performance.now();
    try {
      told?.(await campaign.target.run(bytes, name), performance.now() - start);
    } catch (error) {
      found({ index, name, bytes, error });
    }
  }
}

/** A smaller input that fails alike: pieces are taken away as long as it does. */
export async function smaller(
  { run }: Target,
  { name, bytes, error }: Find,
  most = 2000,
): Promise<Uint8Array> {
  const told = kindOf(error);
  let best = Buffer.from(bytes);
  let tries = 0;
  for (let size = best.length >> 1; size > 0; size >>= 1)
    for (let at = 0; at < best.length && tries < most; tries += 1) {
      const shorter = Buffer.concat([best.subarray(0, at), best.subarray(at + size)]);
      if (await failsAlike(run, shorter, name, told)) best = shorter;
      else at += size;
    }
  return best;
}

async function failsAlike(
  run: Target['run'],
  bytes: Uint8Array,
  name: string,
  told: string,
): Promise<boolean> {
  try {
    await run(bytes, name);
    return false;
  } catch (error) {
    return kindOf(error) === told;
  }
}

/** By the first line without its numbers and texts, and the place: two inputs that fail alike. */
export function kindOf(error: unknown): string {
  const [line = ''] = String(error).split('\n');
  const place = /\/dist\/(\S+?\.js:\d+)/.exec(error instanceof Error ? (error.stack ?? '') : '')?.[1] ?? '';
  return `${line.replaceAll(/\d+|"[^"]*"|'[^']*'/g, '#').slice(0, 120)} ${place}`;
}
