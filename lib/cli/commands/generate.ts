/** `staylocal generate TARGET`: writes one exemption, read back by the engine that would read it. */
import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import {
  artefactBytes,
  generate,
  generateKit,
  targets,
  type Artefact,
  type GenerateOptions,
} from '../../generate/index.js';
import { escapeForTerminal, jsonText } from '../../report/index.js';
import { readInput } from '../input.js';
import { CliError, exitCodes, type CliIo, type ExitCode } from '../io.js';
import { leftText, writeKit } from '../write-kit.js';
import { writeWhole } from '../write-whole.js';
import { addCommonOptions, jsonOption, profileFrom, profileOption, type CommonOptions } from '../options.js';
import { fromWindows1252 } from '../../windows-1252.js';

interface GenerateFlags extends CommonOptions {
  readonly profile: string;
  readonly list?: boolean;
  readonly all?: boolean;
  readonly batch?: string;
  readonly merge?: string;
  readonly template?: string;
  readonly proxy?: string;
  readonly zone?: string;
  readonly ca?: string;
  readonly out?: string;
}

export function generateCommand(io: CliIo, done: (code: ExitCode) => void): Command {
  const command = new Command('generate')
    .argument('[target]', 'what to generate, e.g. pac or no-proxy')
    .addOption(profileOption())
    .option('--list', 'list the targets, what they are for and what they need')
    .option('--all', 'write the kit with every target that has what it needs, and a README; needs --out')
    .option(
      '--batch <file>',
      'a kit for each name of this list (.csv with a head, else NDJSON: name, id, title, ports, zone, proxy, ca), in a folder of its own below --out; - is stdin',
    )
    .option('--merge <file>', 'the existing file: what is in it stays; - is stdin')
    .option('--template <file>', 'a Liquid template of your own in place of the target’s')
    .option('--proxy <host:port>', 'the site’s proxy, for what names it')
    .option('--zone <zone>', 'the DNS zone that holds the name; default: the name without its first label')
    .option('--ca <domain>', 'CAA domain of the authority that issues the name’s certificate')
    .addOption(
      new Option('--out <path>', 'write to this file, or with --all to this folder, instead of stdout'),
    )
    .addOption(jsonOption());
  addCommonOptions(command);
  return command.action(async (target: string | undefined, flags: GenerateFlags) => {
    if (flags.list === true) {
      io.stdout(flags.json === true ? `${jsonText(targets())}\n` : listing());
      return;
    }
    if (flags.batch !== undefined) {
      done(await generateMany(target, flags.batch, flags, io));
      return;
    }
    if (flags.all === true) {
      await generateAll(target, flags, io);
      return;
    }
    if (target === undefined)
      throw new CliError(
        exitCodes.usage,
        'Name a target, e.g. staylocal generate pac; --list shows which there are.',
      );
    const profile = await profileFrom(flags.profile);
    const options = await optionsFrom(flags, io);
    await write(await generate(target, profile, options), flags, options, io);
    done(exitCodes.passed);
  });
}

async function generateMany(
  target: string | undefined,
  file: string,
  flags: GenerateFlags,
  io: CliIo,
): Promise<ExitCode> {
  const { merge, template, out, profile } = flags;
  if (target !== undefined || merge !== undefined || template !== undefined)
    throw new CliError(
      exitCodes.usage,
      '--batch writes kits, and takes neither a target nor --merge or --template.',
    );
  if (out === undefined) throw new CliError(exitCodes.usage, 'Name the folder for the kits with --out.');
  const { generateKits } = await import('../generate-batch.js');
  const options = { file, folder: out, base: await profileFrom(profile), site: siteFrom(flags) };
  return generateKits(options, flags, io);
}

async function generateAll(target: string | undefined, flags: GenerateFlags, io: CliIo): Promise<void> {
  if (target !== undefined || flags.merge !== undefined || flags.template !== undefined) {
    throw new CliError(
      exitCodes.usage,
      '--all takes neither a target nor --merge or --template: those are for one artefact.',
    );
  }
  if (flags.out === undefined) throw new CliError(exitCodes.usage, 'Name the folder for the kit with --out.');
  const kit = await generateKit(await profileFrom(flags.profile), siteFrom(flags));
  const { paths, left } = await writeKit(flags.out, kit);
  const { leftOut } = kit;
  io.stdout(
    flags.json === true
      ? `${jsonText({ files: paths, leftOut })}\n`
      : paths.map((path) => `${path}\n`).join(''),
  );
  if (flags.quiet === true) return;
  for (const { target: id, reason } of leftOut)
    io.stderr(`${escapeForTerminal(`left out ${id}: ${reason}`)}\n`);
  for (const path of left) io.stderr(`${escapeForTerminal(leftText(path))}\n`);
}

function listing(): string {
  const width = Math.max(...targets().map(({ id }) => id.length));
  return targets()
    .map(({ id, title }) => `${id.padEnd(width)}  ${title}\n`)
    .join('');
}

/** What is true of the site, whatever is generated. */
function siteFrom({
  proxy,
  zone,
  ca,
}: GenerateFlags): Pick<GenerateOptions, 'proxy' | 'zone' | 'certificateAuthority'> {
  return {
    ...(proxy === undefined ? {} : { proxy }),
    ...(zone === undefined ? {} : { zone }),
    ...(ca === undefined ? {} : { certificateAuthority: ca }),
  };
}

async function optionsFrom(flags: GenerateFlags, io: CliIo): Promise<GenerateOptions> {
  const { merge, template } = flags;
  return {
    ...siteFrom(flags),
    ...(merge === undefined ? {} : { merge: await textFile(merge, io) }),
    ...(template === undefined ? {} : { template: await textFile(template, io) }),
  };
}

async function textFile(
  path: string,
  io: CliIo,
): Promise<{ text: string; bytes: Uint8Array; fileName: string }> {
  const { bytes, name } = await readInput(path, io);
  return { text: decodeText(bytes), bytes, fileName: name };
}

/** What Windows exports is UTF-16; the rest is UTF-8, or, in an old file, the one-byte encoding of its day. */
function decodeText(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, 2)).toString('hex');
  if (head === 'fffe' || head === 'feff')
    return new TextDecoder(head === 'fffe' ? 'utf-16le' : 'utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return fromWindows1252(bytes);
  }
}

async function write(
  artefact: Artefact,
  flags: GenerateFlags,
  { merge }: GenerateOptions,
  io: CliIo,
): Promise<void> {
  if (flags.out !== undefined) {
    const inPlace = flags.merge !== undefined && resolve(flags.merge) === resolve(flags.out);
    await writeWhole('It', flags.out, artefactBytes(artefact), {
      was: inPlace ? merge?.bytes : undefined,
    });
  }
  if (flags.json === true) io.stdout(`${jsonText({ ...artefact, bytes: undefined })}\n`);
  else if (flags.out === undefined) io.stdout(artefact.text);
  if (flags.quiet === true) return;
  const notes = [
    ...artefact.proven.map((text) => `read back: ${text}`),
    ...artefact.notes,
    `apply: ${artefact.apply}`,
    `verify: ${artefact.verify}`,
  ];
  for (const line of notes.flatMap((text) => text.split('\n'))) io.stderr(`${escapeForTerminal(line)}\n`);
}
