/**
 * The kit that a partner hands to a customer's network team: every artefact that the profile and the options
 * allow, and a README that says which team applies what, how to verify it and how to undo it.
 */
import type { Profile } from '../profile/index.js';
import { GenerateError } from './error.js';
import { generate, targets } from './generate.js';
import { variablesFor, type Variables } from './variables.js';
import type {
  Artefact,
  GenerateOptions,
  InputName,
  Kit,
  KitFile,
  KitOptions,
  TargetInfo,
  Team,
} from './types.js';

/** In words, in the order of a kit. */
export const teams: Readonly<Record<Team, string>> = {
  proxy: 'Proxy and PAC',
  endpoint: 'Endpoint management',
  developers: 'Developers',
  dns: 'DNS',
  router: 'Routers and branch offices',
  firewall: 'Firewall',
  monitoring: 'Monitoring',
};

/**
 * All artefacts of a profile, or those of `options.targets`. A target that lacks an input is left out and named
 * with the reason; every other error throws as in `generate`.
 */
export async function generateKit(profile: Profile, options: KitOptions = {}): Promise<Kit> {
  const artefacts: Artefact[] = [];
  const leftOut: { target: string; reason: string }[] = [];
  for (const info of chosen(options)) {
    try {
      artefacts.push(await generate(info.id, profile, optionsFor(info, options)));
    } catch (error) {
      if (!(error instanceof GenerateError) || error.code !== 'missing-input') throw error;
      leftOut.push({ target: info.id, reason: error.message });
    }
  }
  const readme: KitFile = {
    fileName: 'README.md',
    text: readmeText(variablesFor('kit', profile, {}), artefacts, leftOut),
    encoding: 'utf-8',
    mediaType: 'text/markdown',
  };
  const files = artefacts.map((artefact) => ({
    fileName: kitFileName(artefact),
    text: artefact.text,
    encoding: artefact.encoding,
    ...(artefact.bytes === undefined ? {} : { bytes: artefact.bytes }),
    mediaType: artefact.mediaType,
  }));
  return { files: [readme, ...files], artefacts, leftOut };
}

function chosen({ targets: ids }: KitOptions): TargetInfo[] {
  const all = targets();
  if (ids === undefined) return all;
  const unknown = ids.find((id) => !all.some((info) => info.id === id));
  if (unknown !== undefined)
    throw new GenerateError('unknown-target', `No target is called ${JSON.stringify(unknown)}.`);
  return all.filter(({ id }) => ids.includes(id));
}

/** What the target takes of what was given for all. */
function optionsFor({ id, accepts }: TargetInfo, options: KitOptions): GenerateOptions {
  const merge = options.merge?.[id];
  const takes = (name: InputName): boolean => accepts.includes(name);
  return {
    ...(merge === undefined ? {} : { merge }),
    ...(options.proxy === undefined || !takes('proxy') ? {} : { proxy: options.proxy }),
    ...(options.zone === undefined || !takes('zone') ? {} : { zone: options.zone }),
    ...(options.certificateAuthority === undefined || !takes('certificateAuthority')
      ? {}
      : { certificateAuthority: options.certificateAuthority }),
  };
}

function kitFileName({ team, fileName }: Artefact): string {
  return `${team}/${fileName}`;
}

function readmeText(variables: Variables, artefacts: readonly Artefact[], leftOut: Kit['leftOut']): string {
  const lines = [
    `# Keep ${variables.name} on the device`,
    '',
    variables.header,
    '',
    `\`${variables.name}\` is the public DNS name of a program on the user's own computer: it points at`,
    `${variables.answers}. That works only while the name stays local: no proxy may take the request, no resolver`,
    'may strip the answer, and the browser must be allowed to call it.',
    '',
    'Apply what your site uses and leave the rest; each file exempts this name and no other. After each change,',
    'run `staylocal audit` on a device: what it still finds names the file that closes it.',
  ];
  for (const team of Object.keys(teams) as Team[]) {
    const own = artefacts.filter((artefact) => artefact.team === team);
    if (own.length > 0) lines.push('', `## ${teams[team]}`, ...own.flatMap(section));
  }
  if (leftOut.length > 0) {
    lines.push('', '## Left out', '', ...leftOut.map(({ target, reason }) => `- \`${target}\`: ${reason}`));
  }
  return `${lines.join('\n')}\n`;
}

function section(artefact: Artefact): string[] {
  return [
    '',
    `### ${artefact.title}`,
    '',
    `File \`${kitFileName(artefact)}\` (target \`${artefact.target}\`)`,
    '',
    `- Apply: ${artefact.apply}`,
    `- Verify: ${artefact.verify}`,
    `- Undo: ${artefact.undo}`,
    ...artefact.notes.map((note) => `- Note: ${note}`),
    ...artefact.proven.map((sentence) => `- Checked before it was written: ${sentence}`),
  ];
}
