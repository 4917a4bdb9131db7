/**
 * The whole audit of a healthy machine, played by the lab: what it takes beyond the slowest part that has to be gathered.
 * Limits: the lab runs in the same process, so its own work is counted as well.
 */
import { audit } from '../lib/audits/audit.js';
import type { Evidence } from '../lib/evidence/types.js';
import { areas, type AreaEvidence } from '../lib/lab/areas/index.js';
import { loadProfile, type Profile } from '../lib/profile/index.js';
import type { Row } from './row.js';
import { version } from '../lib/version.js';

async function timed<T>(run: () => Promise<T>): Promise<{ value: T; ms: number }> {
  const start = performance.now();
  const value = await run();
  return { value, ms: performance.now() - start };
}

function worldOf(
  base: Profile,
  parts: readonly AreaEvidence[],
  at: Date,
): { profile: Profile; evidence: Evidence } {
  const profile = parts.reduce<Profile>((merged, part) => ({ ...merged, ...part.profile }), base);
  return {
    profile,
    evidence: {
      schemaVersion: 1,
      tool: { name: 'staylocal', version },
      collectedAt: at.toISOString(),
      profile: { id: profile.id, name: profile.name },
      ...parts.reduce<Partial<Evidence>>((merged, part) => ({ ...merged, ...part.evidence }), {}),
    },
  };
}

/** `npm run bench -- audit [rounds]` */
export async function auditBench([rounds = '2']: readonly string[]): Promise<Row[]> {
  const rows: Row[] = [];
  const profile = await loadProfile('trust1connector');
  for (let round = 1; round <= Number(rounds); round++) {
    const at = new Date();
    const alone: { id: string; ms: number }[] = [];
    for (const { id, gather } of areas)
      alone.push({ id, ms: (await timed(() => gather({ profile, at }))).ms });
    const slowest = alone.reduce((worst, one) => (one.ms > worst.ms ? one : worst));
    const together = await timed(() => Promise.all(areas.map(({ gather }) => gather({ profile, at }))));
    const world = worldOf(profile, together.value, at);
    const audited = await timed(() => audit(world.profile, world.evidence));
    const whole = together.ms + audited.ms;
    const sum = alone.reduce((total, { ms }) => total + ms, 0) + audited.ms;
    rows.push({
      what: `round ${round}: gathering all areas at once, and the audits (${audited.value.findings.length} findings)`,
      figure: whole,
      unit: 'ms',
      peer: `${slowest.id} alone`,
      peerFigure: slowest.ms,
      aim: null,
    });
    rows.push({
      what: `round ${round}: the same`,
      figure: whole,
      unit: 'ms',
      peer: 'the areas one after the other',
      peerFigure: sum,
      aim: { of: 'ratio', most: 1 },
    });
  }
  return rows;
}
