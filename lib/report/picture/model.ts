/** The chain of trust as something to draw: zones as boxes, records as nodes, who vouches for what as arrows with words. */

/**
 * How it is drawn. `unchecked`: nothing above it can be trusted, so that nobody looked; `plain`: no claim of trust, e.g. an
 * alias.
 */
export type Tone = 'secure' | 'insecure' | 'bogus' | 'indeterminate' | 'unchecked' | 'plain';

export interface PictureNode {
  readonly id: string;
  readonly shape: 'key' | 'ds' | 'answer' | 'anchor' | 'none';
  readonly title: string;
  readonly note: string;
  readonly tone: Tone;
  /** Index of its zone; absent: outside of all. */
  readonly zone?: number;
}

/** The reason, at the arrow where it breaks. */
export interface Callout {
  readonly head: string;
  readonly lines: readonly string[];
  readonly tone: Tone;
}

export interface PictureEdge {
  readonly from: string;
  readonly to: string;
  readonly tone: Tone;
  readonly words: string;
  readonly callout?: Callout;
  /** Keys of a zone stand side by side. */
  readonly isLevel?: true;
}

export interface PictureZone {
  readonly title: string;
  readonly status: string;
  readonly tone: Tone;
}

export interface Picture {
  readonly zones: readonly PictureZone[];
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
  /** Pairs that stand below each other, drawn as no arrow. */
  readonly columns: readonly (readonly [string, string])[];
  /** What was left out, in sentences. */
  readonly leftOut: readonly string[];
}

/** Bounds of one picture. What is beyond is told in `leftOut`. */
export const pictureLimits = { zones: 12, keys: 6, ds: 4, answers: 8, characters: 38 } as const;

export const toneMarks: Readonly<Record<Tone, string>> = {
  secure: '✔',
  insecure: '▲',
  bogus: '✖',
  indeterminate: '!',
  unchecked: '?',
  plain: '',
};

export function toneOf(status: string): Tone {
  return status === 'secure' || status === 'insecure' || status === 'bogus' ? status : 'indeterminate';
}
