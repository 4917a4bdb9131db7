#!/usr/bin/env node
/** The process around the commands: argv, streams, signals and the exit code. Everything else is in run.ts. */
import type { Interface } from 'node:readline/promises';
import { maxEvidenceBytes } from '../evidence/index.js';
import { CliError, exitCodes } from './io.js';
import { run } from './run.js';

const interrupt = new AbortController();
process.once('SIGINT', () => {
  interrupt.abort(new Error('interrupted'));
});

// A reader such as `head` that closes the pipe has what it wanted; that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

async function readStdin(): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let total = 0;
  for await (const chunk of process.stdin) {
    chunks.push(chunk as Buffer);
    total += (chunk as Buffer).length;
    if (total > maxEvidenceBytes)
      throw new CliError(exitCodes.couldNotLook, `stdin has more than ${maxEvidenceBytes} bytes.`);
  }
  return Buffer.concat(chunks);
}

let typed: { readonly lines: Interface; readonly answers: AsyncIterator<string> } | undefined;

/** Asked on stderr: stdout is for the result. What was typed ahead is kept for the next question. */
async function ask(question: string): Promise<string> {
  if (typed === undefined) {
    const { createInterface } = await import('node:readline/promises');
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    typed = { lines, answers: lines[Symbol.asyncIterator]() };
  }
  typed.lines.setPrompt(question);
  typed.lines.prompt();
  const answer = await typed.answers.next();
  if (answer.done === true) throw new CliError(exitCodes.usage, 'no answer: stdin ended.');
  return answer.value;
}

process.exitCode = await run(process.argv.slice(2), {
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
  readStdin,
  ...(process.stdin.isTTY ? { ask } : {}),
  env: process.env,
  stdoutIsTerminal: process.stdout.isTTY,
  stdoutColumns: process.stdout.columns,
  now: () => new Date(),
  signal: interrupt.signal,
});
typed?.lines.close();
// All is said once both streams are written. A handshake that a server never answers may still be open in a client
// underneath, and must not keep the process.
process.stdout.write('', () => {
  process.stderr.write('', () => {
    process.exit();
  });
});
