/**
 * `staylocal demo`: the whole story without a network. A signed DNS world on loopback and the proxy configuration of a
 * company that forgot the exemption are audited, the exemptions are generated, and everything is audited again.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Command } from 'commander';
import { audit } from '../../audits/audit.js';
import type { Report } from '../../audits/finding.js';
import { udp } from '../../dns/index.js';
import type { Evidence } from '../../evidence/index.js';
import { tryFixes } from '../../fixes/index.js';
import { fileReason } from '../../gather/file-reason.js';
import { gather } from '../../gather/index.js';
import { artefactBytes, generate } from '../../generate/index.js';
import { companyFiles, type CompanyFile } from '../../lab/company.js';
import { areas } from '../../lab/areas/index.js';
import { startPlaces, type ServedPlaces } from '../../lab/index.js';
import { parseHosts } from '../../gather/hosts.js';
import type { Profile } from '../../profile/index.js';
import { jsonText, render } from '../../report/index.js';
import { wrap } from '../../report/wrap.js';
import { saveEvidence } from '../evidence-file.js';
import { forTerminal, shellOf } from '../terminal.js';
import { CliError, exitCodes, textStyle, type CliIo, type ExitCode } from '../io.js';
import { addCommonOptions, collect, instant, jsonOption } from '../options.js';
import { outputOption, Outputs, type OutputFlags } from '../outputs.js';
import { auditDocument } from '../sources.js';
import { faultOf, placeFaults, playAreas, type World } from '../demo-world.js';
import { progressTo, startProgress } from '../part-progress.js';
import { temporary } from '../temporary.js';
import { exitCodeOf } from '../exit-code.js';

interface DemoFlags extends OutputFlags {
  readonly fault?: readonly string[];
  readonly faults?: boolean;
  readonly keep?: string;
  readonly after?: boolean;
  readonly save?: string;
  readonly at?: Date;
}

export function demoCommand(io: CliIo, done: (code: ExitCode) => void): Command {
  const command = new Command('demo')
    .option('--fault <id>', 'break something in the world of the demo; may be given several times', collect)
    .option('--faults', 'list what can be broken')
    .option(
      '--keep <folder>',
      'write the files of the demo here and leave them, with the evidence and its profile',
    )
    .option(
      '--at <time>',
      'the moment at which it is played, e.g. 2026-11-24T08:00:00Z, so that two runs say the same; default: now',
      instant,
    )
    .addOption(outputOption('audit'))
    .option('--save <file>', 'keep the evidence of what --output shows')
    .option(
      '--after',
      'with --output and --save: the company once the exemptions are in place; default: as it is',
    )
    .addOption(jsonOption());
  addCommonOptions(command);
  return command.action(async (flags: DemoFlags) => {
    if (flags.faults === true) {
      const rows = areas.flatMap(({ id: area, faults }) =>
        faults.map(({ id, description }) => ({ id, area, description })),
      );
      io.stdout(
        flags.json === true
          ? `${jsonText(rows)}\n`
          : rows.map(({ id, area, description }) => `${area}: ${id}: ${description}\n`).join(''),
      );
      return;
    }
    const outputs = await Outputs.from(
      flags,
      flags.save === undefined ? {} : { others: [{ option: '--save', path: flags.save }] },
    );
    const at = flags.at ?? io.now();
    const { inDns, beside } = placeFaults(flags.fault ?? []);
    const world = await playAreas(beside, at);
    const folder = await folderFor(flags);
    const gone = flags.keep === undefined ? temporary(folder) : undefined;
    const lab = await startPlaces({ faults: inDns, at });
    try {
      const isSilent = outputs.stdoutIsFor !== 'text' || outputs.isTextAsked;
      const { before, after } = await play({ lab, world, folder, at }, flags, isSilent, io);
      if (flags.json === true) io.stdout(`${jsonText({ before: before.report, after: after.report })}\n`);
      const { evidence, report } = flags.after === true || (flags.fault ?? []).length > 0 ? after : before;
      const show = isSilent && flags.json !== true;
      if (flags.save !== undefined) await saveEvidence(flags.save, evidence);
      await outputs.write(auditDocument(report, evidence), flags, io, { show });
      done(exitCodeOf(after.report, false));
    } finally {
      await lab.close();
      if (flags.keep === undefined) await rm(folder, { recursive: true });
      gone?.();
    }
  });
}

/** What is being played, and where its files are. */
interface Stage {
  readonly lab: ServedPlaces;
  readonly world: World;
  readonly folder: string;
  readonly at: Date;
}

interface Audited {
  readonly evidence: Evidence;
  readonly report: Report;
}

interface ExemptedFile {
  readonly fileName: string;
  readonly target: string;
  readonly bytes: Uint8Array;
  readonly proven: readonly string[];
}

async function folderFor({ keep }: DemoFlags): Promise<string> {
  if (keep === undefined) return mkdtemp(join(tmpdir(), 'staylocal-demo-'));
  try {
    await mkdir(keep, { recursive: true });
    return keep;
  } catch (cause) {
    throw new CliError(exitCodes.usage, `--keep ${keep}: ${fileReason(cause)}`, cause);
  }
}

/** `isSilent`: stdout is for something else than the story. */
async function play(
  stage: Stage,
  flags: DemoFlags,
  isSilent: boolean,
  io: CliIo,
): Promise<{ before: Audited; after: Audited }> {
  const { lab, folder } = stage;
  const style = textStyle(io, flags.color);
  const say = (text: string, indent = 0): void => {
    if (isSilent) return;
    const [, blank = '', words = ''] = /^(\n*)(.*)$/s.exec(text.trimEnd()) ?? [];
    const told = wrap(words, { first: indent, rest: indent }, style.columns).join('\n');
    io.stdout(forTerminal(io, `${blank}${told}\n`));
  };
  const show = (report: Report): void => {
    if (!isSilent)
      io.stdout(
        forTerminal(io, `\n${render(report, 'text', { ...style, verbose: flags.verbose === true })}`),
      );
  };
  say(`A signed DNS world (root, io, t1t.io) is served on ${lab.address}; nothing leaves this machine.\n`);
  if (stage.world.played.length > 0)
    say(`Beside it the lab plays what is needed for ${stage.world.played.join(', ')}.\n`);
  for (const id of flags.fault ?? []) say(`Broken on purpose: ${id}, ${faultOf(id).description}.\n`);

  const original = join(folder, 'before');
  const fixedFolder = join(folder, 'after');
  await writeAll(
    original,
    companyFiles.map(({ fileName, bytes }) => ({ fileName, bytes })),
  );
  const isBroken = (flags.fault ?? []).length > 0;
  const before = await auditFolder(stage, original, flags, io);
  const fixed = await Promise.all(companyFiles.map((file) => exempted(file, stage.world.profile)));
  await writeAll(fixedFolder, fixed);
  const after = await auditFolder(stage, fixedFolder, flags, io);
  if (isBroken) {
    // The fault's own findings are what was asked for: the exemptions that the company lacks would stand before them.
    say('\nA company whose proxies are exempt, with that in it:\n');
  } else {
    const files = companyFiles.map(({ fileName, title }) => `${fileName}, ${title}`).join('; ');
    say(`\n1. A company as it is: ${files}.\n`);
    show(before.report);
    say('\n2. The exemptions, each put into the file that is there and read back before it is handed out:\n');
    for (const { fileName, target, proven } of fixed) {
      say(`staylocal generate ${target} --merge ${fileName}`, 3);
      for (const text of proven) say(shortened(text), 6);
    }
    say('\n3. The same company with the exemptions in place:\n');
  }
  show(after.report);
  if (exitCodeOf(after.report, false) === exitCodes.passed)
    say(`\nAll green: ${after.report.verdict.headline}.\n`);
  else if (isBroken) say('\nWithout --fault the demo shows the company before and after its exemptions.\n');
  if (flags.keep !== undefined) await keep(flags.keep, isBroken ? after : before, stage, say);
  return { before, after };
}

/** What was gathered, and the profile that fits it, so that it can be audited again. */
async function keep(
  folder: string,
  { evidence }: Audited,
  { world }: Stage,
  say: (text: string) => void,
): Promise<void> {
  const [evidenceFile, profileFile] = [join(folder, 'evidence.json'), join(folder, 'profile.json')];
  await saveEvidence(evidenceFile, evidence);
  await writeFile(profileFile, `${jsonText(world.profile)}\n`);
  say(`\nThe files are in ${folder}; to audit them again:\n`);
  say(`staylocal audit --profile ${profileFile} --evidence ${evidenceFile}\n`);
}

/** More programs than this are counted: `staylocal generate` itself names all. */
const maxPrograms = 4;

function shortened(proven: string): string {
  const [, head = '', list = ''] = /^(.* by )(.*)\.$/s.exec(proven) ?? [];
  const programs = list.split(', ');
  if (programs.length <= maxPrograms) return proven;
  return `${head}${programs.slice(0, maxPrograms - 1).join(', ')} and ${programs.length - maxPrograms + 1} more.`;
}

async function writeAll(
  folder: string,
  files: readonly { fileName: string; bytes: Uint8Array }[],
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await Promise.all(files.map(({ fileName, bytes }) => writeFile(join(folder, fileName), bytes)));
}

async function exempted(file: CompanyFile, profile: Profile): Promise<ExemptedFile> {
  const text = new TextDecoder(file.bytes[0] === 0xff ? 'utf-16le' : 'utf-8').decode(file.bytes);
  const artefact = await generate(file.target, profile, {
    merge: { text, bytes: file.bytes, fileName: file.fileName },
  });
  const { target, proven } = artefact;
  return { fileName: file.fileName, target, bytes: artefactBytes(artefact), proven };
}

/** A folder that is gone afterwards is named like one that is kept: a report is the same whenever it is made. */
function inNoFolder(evidence: Evidence, folder: string, { keep }: DemoFlags): Evidence {
  if (keep !== undefined) return evidence;
  const quoted = (path: string): string => JSON.stringify(path).slice(1, -1);
  const text = JSON.stringify(evidence).replaceAll(quoted(dirname(folder)), quoted('demo'));
  return JSON.parse(text) as Evidence;
}

async function auditFolder(
  { lab, world, at }: Stage,
  folder: string,
  flags: DemoFlags,
  io: CliIo,
): Promise<Audited> {
  const paths = (kind: CompanyFile['kind']): string[] =>
    companyFiles.filter((file) => file.kind === kind).map(({ fileName }) => join(folder, fileName));
  const exchange = udp(lab.address, { timeoutMs: 2_000 });
  const progress = flags.quiet === true ? undefined : startProgress(progressTo(io));
  try {
    const evidence = await gather(world.profile, {
      resolvers: [{ id: `udp://${lab.address}`, exchange }],
      references: [{ id: 'the lab’s reference', exchange: lab.reference }],
      authoritative: { hints: lab.hints, exchangeFor: lab.exchangeFor },
      lookUp: lab.lookUp,
      anchors: lab.anchors,
      pac: paths('pac'),
      proxySettings: paths('settings').map((source) => ({ source })),
      at,
      signal: io.signal,
      ...(progress === undefined ? {} : { onProgress: progress.onProgress, onPart: progress.onPart }),
    });
    progress?.end();
    const hosts = {
      source: 'the lab’s hosts file',
      entries: parseHosts(lab.hosts, [world.profile.name, 'localhost']),
    };
    const whole = inNoFolder({ ...evidence, hosts, ...world.evidence }, folder, flags);
    const { report } = await tryFixes(
      world.profile,
      whole,
      await audit(world.profile, whole, { shell: shellOf(io) }),
    );
    return { evidence: whole, report };
  } finally {
    progress?.end();
    exchange.close();
  }
}
