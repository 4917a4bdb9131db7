/** The process around the commands: argv, streams and the exit code. Everything else is in run.ts. */
import { hostname } from 'node:os';
import type { Interface } from 'node:readline/promises';
import { maxSourceBytes } from '../gather/source-limit.js';
import { CliError, exitCodes } from './io.js';
import { endAtSignals } from './signals.js';
import { closeStreams, guardStreams } from './streams.js';
import { run } from './run.js';

async function readStdin(maxBytes = maxSourceBytes): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let total = 0;
  for await (const chunk of process.stdin) {
    chunks.push(chunk as Buffer);
    total += (chunk as Buffer).length;
    if (total > maxBytes)
      throw new CliError(exitCodes.couldNotLook, `stdin has more than ${maxBytes} bytes; no more are read.`);
  }
  return Buffer.concat(chunks);
}

let typed: { readonly lines: Interface; readonly answers: AsyncIterator<string> } | undefined;

/** Asked on stderr: stdout is for the result. What was typed ahead is kept for the next question. */
async function ask(question: string): Promise<string> {
  if (typed === undefined) {
    const { createInterface } = await import('node:readline/promises');
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    // With a terminal it is readline that sees Ctrl-C.
    lines.once('SIGINT', () => process.kill(process.pid, 'SIGINT'));
    typed = { lines, answers: lines[Symbol.asyncIterator]() };
  }
  typed.lines.setPrompt(question);
  typed.lines.prompt();
  const answer = await typed.answers.next();
  if (answer.done === true) throw new CliError(exitCodes.usage, 'no answer: stdin ended.');
  return answer.value;
}

/** A reader that is slower than the work would have all of it wait in memory. */
function drained(): Promise<void> {
  if (!process.stdout.writableNeedDrain) return Promise.resolve();
  return new Promise((resolve) => {
    process.stdout.once('drain', resolve);
  });
}

/** Runs the command line of this process and ends it. */
export async function runProcess(): Promise<void> {
  guardStreams();
  const { signal, hold } = endAtSignals();
  const code = await run(process.argv.slice(2), {
    stdout: (text) => process.stdout.write(text),
    stderr: (text) => process.stderr.write(text),
    drained,
    readStdin,
    stdin: () => process.stdin,
    ...(process.stdin.isTTY ? { ask } : {}),
    env: process.env,
    platform: process.platform,
    stdoutIsTerminal: process.stdout.isTTY,
    stderrIsTerminal: process.stderr.isTTY,
    stdoutColumns: process.stdout.columns,
    ...(process.stderr.isTTY ? { stderrColumns: process.stderr.columns } : {}),
    now: () => new Date(),
    hostName: hostname,
    signal,
    holdSignals: hold,
  });
  typed?.lines.close();
  // A handshake that a server never answers may still be open in a client underneath, and must not keep the process.
  closeStreams(code);
}
