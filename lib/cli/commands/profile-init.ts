/** `staylocal profile init`: writes a partner's profile from flags, and asks for the rest where somebody can answer. */
import { Command } from 'commander';
import { answerMistakes, profileQuestions, profileText, type Answers } from '../../profile/init.js';
import { parseProfile } from '../../profile/index.js';
import { escapeForTerminal } from '../../report/index.js';
import { addCommonOptions, noteTo } from '../options.js';
import { CliError, exitCodes, type CliIo, type ExitCode } from '../io.js';
import { statOrNone, writeWhole } from '../write-whole.js';

interface InitFlags extends Readonly<Record<string, string | boolean | undefined>> {
  readonly out?: string;
  readonly force?: boolean;
  readonly quiet?: boolean;
}

export function profileInitCommand(io: CliIo, done: (code: ExitCode) => void): Command {
  const command = new Command('init').description(
    'write a profile for a name of your own; asks for what no option gives, and without a terminal says what it assumes',
  );
  for (const { flag, ask } of profileQuestions) command.option(`--${flag} <text>`, ask);
  command
    .option('--out <file>', 'write to this file instead of stdout')
    .option('--force', 'write over a file that is there');
  addCommonOptions(command);
  return command.action(async (flags: InitFlags) => {
    const text = profileText(await answers(flags, io));
    // The answers were checked one by one; this holds that they go together.
    const { id, name } = parseProfile(text, flags.out ?? 'profile');
    if (flags.out === undefined) io.stdout(text);
    else {
      await write(flags.out, text, flags.force === true);
      noteTo(
        flags,
        io,
      )(`wrote ${flags.out}: profile "${id}" for ${name}; next: staylocal audit --profile ${flags.out}`);
    }
    done(exitCodes.passed);
  });
}

/**
 * One answer a question: the option's, else one that is asked for, else what is meant without one. Where nobody can be asked
 * it is said what was meant: the servers among it are somebody's, and an audit asks them.
 */
async function answers(flags: InitFlags, io: CliIo): Promise<Answers> {
  let known: Answers = {};
  const refused: string[] = [];
  const assumed: string[] = [];
  for (const { field, flag, ask, fallback } of profileQuestions) {
    const given = flags[flag.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())];
    const usual = fallback(known);
    let answer = typeof given === 'string' ? given : undefined;
    if (answer === undefined && io.ask !== undefined) answer = await asked(field, ask, usual, io.ask, io);
    if (answer === undefined && usual !== undefined) assumed.push(`assumed --${flag} ${usual} (${ask})`);
    answer ??= usual;
    if (answer === undefined) {
      refused.push(`--${flag} is needed: ${ask}`);
      continue;
    }
    refused.push(...answerMistakes(field, answer).map((message) => `--${flag} ${answer}: ${message}`));
    known = { ...known, [field]: answer };
  }
  if (refused.length > 0) throw new CliError(exitCodes.usage, refused.join('\n'));
  assumed.forEach(noteTo(flags, io));
  return known;
}

/** Asks until the answer is one that the profile's rules take; each mistake is told. */
async function asked(
  field: (typeof profileQuestions)[number]['field'],
  ask: string,
  usual: string | undefined,
  question: NonNullable<CliIo['ask']>,
  io: CliIo,
): Promise<string> {
  for (;;) {
    const typed = (await question(`${ask}${usual === undefined ? '' : ` [${usual}]`}: `)).trim();
    const answer = typed === '' ? usual : typed;
    const mistakes = answer === undefined ? ['an answer is needed'] : answerMistakes(field, answer);
    if (answer !== undefined && mistakes.length === 0) return answer;
    for (const mistake of mistakes) io.stderr(`  ${escapeForTerminal(mistake)}\n`);
  }
}

async function write(path: string, text: string, force: boolean): Promise<void> {
  if (!force && (await statOrNone(path).catch(() => undefined)) !== undefined)
    throw new CliError(exitCodes.usage, `${path} is there already; --force writes over it.`);
  await writeWhole('The profile', path, Buffer.from(text));
}
