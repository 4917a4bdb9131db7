/**
 * Transcripts in Markdown: in a ```console block a line that starts with `$ ` is a command and what follows is its stdout; `…`
 * at the end of a line stands for the rest of that line. A comment `# exit N` behind a command is its exit code. A comment
 * `<!-- file: NAME -->` before a block has the block be that file.
 */
import assert from 'node:assert/strict';

export interface Transcript {
  readonly command: string;
  /** The command's words, `npx staylocal` first. */
  readonly words: readonly string[];
  readonly exitCode: number;
  readonly output: string;
}

export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The bodies of all blocks of one language. */
export function blocksOf(markdown: string, language: string): string[] {
  return [...markdown.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
    .filter(([, found]) => found === language)
    .map(([, , body]) => body ?? '');
}

/** Name and text of each file that the document holds. */
export function filesOf(markdown: string): readonly (readonly [name: string, text: string])[] {
  return [...markdown.matchAll(/^<!-- file: (\S+) -->\n```\w*\n([\s\S]*?)^```$/gm)].map(
    ([, name = '', body = '']) => [name, body] as const,
  );
}

/** The folders that a reader is told to make first. */
export function foldersOf(markdown: string): string[] {
  return blocksOf(markdown, 'sh').flatMap((block) =>
    [...block.matchAll(/^mkdir -p (.*)$/gm)].flatMap(([, names = '']) => names.split(' ')),
  );
}

export function transcriptsOf(markdown: string): Transcript[] {
  return blocksOf(markdown, 'console')
    .flatMap((block) => block.split(/^\$ /m).slice(1))
    .map((text) => {
      const [first = '', ...rest] = text.split('\n');
      const [command = '', exit] = first.split(/\s+# exit /);
      const words = [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
      return { command, words, exitCode: Number(exit ?? 0), output: rest.join('\n') };
    });
}

/** Throws where the command is none of ours, or what it gave is not what the document says. */
export async function checkTranscript(
  { words, exitCode, output }: Transcript,
  run: (argv: readonly string[]) => Promise<CommandResult>,
): Promise<void> {
  assert.deepEqual(words.slice(0, 2), ['npx', 'staylocal']);
  const result = await run(words.slice(2));
  assert.ok(matches(result.stdout, output), `expected\n${output}\ngot\n${result.stdout}\n${result.stderr}`);
  assert.equal(result.code, exitCode);
}

function matches(actual: string, expected: string): boolean {
  const pattern = expected
    .trimEnd()
    .split('…\n')
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*\n')
    .replace(/…$/, '.*');
  return new RegExp(`^${pattern}$`).test(actual.trimEnd());
}
