/**
 * What the paths of one form of the URL read that an earlier call may have written.
 */
import type { Exploration } from './explore.js';
import type { Block } from './instrument.js';
import { goesThroughAll, objectConflict, seesHidden } from './properties.js';
import type { StateModel } from './state.js';
import { lineOf } from '../syntax/parse.js';
import type { Obstacle } from './types.js';

/** Whether the innermost piece of the script around a place was run. */
function wasReached(blocks: readonly Block[], at: number, hits: ReadonlySet<number>): boolean {
  let innermost = -1;
  let size = Number.POSITIVE_INFINITY;
  blocks.forEach(({ start, end }, index) => {
    if (start <= at && at < end && end - start < size) {
      size = end - start;
      innermost = index;
    }
  });
  return innermost === -1 || hits.has(innermost);
}

export function stateObstacles(
  state: StateModel | null,
  blocks: readonly Block[],
  { paths, hits }: Pick<Exploration, 'paths' | 'hits'>,
): Obstacle[] {
  if (state === null) return [];
  const reached = (at: number): boolean => wasReached(blocks, at, hits);
  const kept = new Set(paths.flatMap((path) => [...path.oracle.kept]));
  const hidden = state.hidden;
  const { units } = state.settled;
  const obstacles: Obstacle[] = [...kept].map((index) => {
    const unit = units[index - state.variables.length];
    if (unit !== undefined)
      return { reason: `what ${unit.name} keeps between calls may differ`, line: lineOf(unit.fn) };
    const variable = state.variables[index];
    return {
      reason: `the variable ${variable?.name ?? ''} keeps its value between calls`,
      line: variable?.line ?? null,
    };
  });
  if (hidden !== null && seesHidden(state.objectReads, reached))
    obstacles.push({ reason: `${hidden.what} may keep values between calls`, line: hidden.line });
  const [first] = units;
  if (first !== undefined && goesThroughAll(state.objectReads, reached))
    obstacles.push({
      reason: `what ${first.name} keeps between calls is gone through`,
      line: lineOf(first.fn),
    });
  const write = objectConflict(state.objectWrites, state.objectReads, reached);
  if (write !== null) {
    const what = write.property === '*' ? 'elements of an object' : `the property ${write.property}`;
    obstacles.push({ reason: `${what} may keep a value between calls`, line: write.line });
  }
  return obstacles;
}
