/** A plan as a folder: the files by team, and a README by which a colleague can put them into place and take them back. */
import { variablesFor } from '../generate/variables.js';
import type { Artefact, Kit, KitFile, Team } from '../generate/index.js';
import { teams } from '../generate/kit.js';
import type { Profile } from '../profile/index.js';
import { readmeText, type Step } from './readme.js';
import type { Attempt, FixPlan } from './types.js';

/** What the README of a folder of fixes says of its origin. */
export interface FixKitOptions {
  /** As `--profile` takes it: an id, or the path of a file. */
  readonly profile: string;
  /** When the evidence was collected. */
  readonly at: string;
}

/** Undefined where nothing is to be handed out. */
export function fixKit(profile: Profile, plan: FixPlan, options: FixKitOptions): Kit | undefined {
  const names = new Set<string>();
  const stepOf = (fix: Attempt | FixPlan['untried'][number], tried: boolean): Step => {
    const asFile = !('asFile' in fix) || fix.asFile;
    return {
      fix,
      tried,
      ...(asFile ? { fileName: unusedName(fix.artefact, fix.place?.source, names) } : {}),
    };
  };
  const tried = [...plan.tried].sort((one, other) => rank(one) - rank(other)).map((fix) => stepOf(fix, true));
  const untried = [...plan.untried].sort(byTeam).map((fix) => stepOf(fix, false));
  const steps = [...tried, ...untried];
  if (steps.length === 0) return undefined;
  const { header } = variablesFor('kit', profile, {});
  const readme: KitFile = {
    fileName: 'README.md',
    text: readmeText({ name: profile.name, header, tried, untried, plan, ...options }),
    encoding: 'utf-8',
    mediaType: 'text/markdown',
  };
  return {
    files: [readme, ...steps.flatMap(fileOf)],
    artefacts: steps.map(({ fix }) => fix.artefact),
    leftOut: plan.notHandedOut.map(({ target, source, reason }) => ({
      target: source === undefined ? target : `${target} for ${source}`,
      reason,
    })),
  };
}

const teamOrder = Object.keys(teams) as Team[];

function teamRank({ team }: Artefact): number {
  return teamOrder.indexOf(team);
}

function byTeam(one: { artefact: Artefact }, other: { artefact: Artefact }): number {
  return teamRank(one.artefact) - teamRank(other.artefact);
}

/** What belongs to a fix comes before it; browsers get their leave before anything makes them need it; then team by team. */
function rank({ companion, artefact, place }: Attempt): number {
  if (artefact.group === 'browser' && (companion !== undefined || place === undefined)) return -1;
  return teamRank(artefact) - (companion === undefined ? 0 : 0.5);
}

function fileOf({ fix: { artefact }, fileName }: Step): KitFile[] {
  if (fileName === undefined) return [];
  const { text, encoding, bytes, mediaType } = artefact;
  return [{ fileName, text, encoding, ...(bytes === undefined ? {} : { bytes }), mediaType }];
}

/** The name of the file that it replaces, where that can be one in any folder. */
export function ownName(artefact: Artefact, source: string | undefined): string {
  const own = source === undefined || !artefact.whole ? '' : lastPart(source);
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(own) ? own : artefact.fileName;
}

/** That name; a number before it where two files of a team have the same. */
function unusedName(artefact: Artefact, source: string | undefined, names: Set<string>): string {
  const base = ownName(artefact, source);
  for (let count = 1; ; count += 1) {
    const name = `${artefact.team}/${count === 1 ? '' : `${count}-`}${base}`;
    if (names.has(name)) continue;
    names.add(name);
    return name;
  }
}

function lastPart(source: string): string {
  const path = URL.canParse(source) && /^(?:https?|file):/i.test(source) ? new URL(source).pathname : source;
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
