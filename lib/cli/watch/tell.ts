/** Tells a change to a program or to a URL that the user named. Data is handed over as JSON, never as words of a command. */
import { spawn } from 'node:child_process';
import { apiKeyVariable } from '../../gather/secret-file.js';
import { fileReason } from '../../gather/file-reason.js';
import type { Change } from './change.js';

export interface TellOptions {
  /** Milliseconds. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** The program with its arguments, as they were given; the JSON is its stdin. Resolves with why it failed. */
export async function runHook(
  [file = '', ...args]: readonly string[],
  change: Change,
  env: Readonly<Record<string, string | undefined>>,
  { timeoutMs, signal }: TellOptions,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      shell: false,
      // stdout is for what the watch itself says.
      stdio: ['pipe', 'ignore', 'inherit'],
      env: { ...env, [apiKeyVariable]: undefined },
      timeout: timeoutMs,
      signal,
      windowsHide: true,
    });
    child.once('error', (error) => {
      resolve(signal.aborted ? undefined : `the hook ${file} could not be run: ${fileReason(error)}`);
    });
    child.once('close', (code, by) => {
      if (code === 0) resolve(undefined);
      else resolve(`the hook ${file} ended with ${code ?? by ?? 'no code'}`);
    });
    // One that does not read what it is given may still do its work.
    child.stdin.on('error', () => undefined);
    child.stdin.end(`${JSON.stringify(change)}\n`);
  });
}

/** Resolves with why it failed. Redirects are not followed: the URL is the one that the user named. */
export async function postWebhook(
  url: URL,
  change: Change,
  { timeoutMs, signal }: TellOptions,
): Promise<string | undefined> {
  // What a URL carries may be a secret of the receiver's.
  const place = url.origin;
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(change),
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    await response.body?.cancel();
    return response.ok ? undefined : `the webhook at ${place} answered ${response.status}`;
  } catch (error) {
    if (signal.aborted) return undefined;
    const cause = (error as { cause?: unknown }).cause ?? error;
    return `the webhook at ${place} could not be reached: ${fileReason(cause)}`;
  }
}
