/** What `staylocal fleet` is given, one text after the other: JSON files, folders of them, and NDJSON with one a line. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { readBoundedFile } from '../bounded-file.js';
import { maxEvidenceBytes } from '../evidence/index.js';
import { fileReason } from '../gather/file-reason.js';
import type { CliIo } from './io.js';
import { linesOf, type Line } from './lines.js';
import { walkFiles } from '../gather/front-end/walk-files.js';

export interface FleetText {
  /** The file, with the number of the line where it holds several. */
  readonly source: string;
  readonly text: string;
}

export type Skip = (source: string, reason: string) => void;

const ofLines = /\.(?:ndjson|jsonl)$/i;
const ofFolders = /\.(?:json|ndjson|jsonl)$/i;

/** What cannot be read is told to `skip`, and the next is read. */
export async function* fleetTexts(
  paths: readonly string[],
  io: CliIo,
  skip: Skip,
): AsyncGenerator<FleetText> {
  for (const path of paths) {
    if (path === '-') yield* textsOfLines(linesOf(stdinOf(io), maxEvidenceBytes), 'stdin', skip);
    else if (await isFolder(path)) {
      const options = {
        nodeModules: false,
        signal: io.signal,
        skipped: ({
          path: left,
          reason,
          isFailure,
        }: {
          path: string;
          reason: string;
          isFailure: boolean;
        }) => {
          if (isFailure) skip(left, reason);
        },
      };
      for await (const file of walkFiles([path], options))
        if (ofFolders.test(file)) yield* textsOfFile(file, io, skip);
    } else yield* textsOfFile(path, io, skip);
  }
}

export async function* stdinOf(io: CliIo): AsyncGenerator<Uint8Array> {
  if (io.stdin === undefined) yield await io.readStdin();
  else yield* io.stdin();
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    // Why it cannot be read is told where it is read.
    return false;
  }
}

async function* textsOfFile(path: string, io: CliIo, skip: Skip): AsyncGenerator<FleetText> {
  try {
    if (ofLines.test(path)) {
      yield* textsOfLines(
        linesOf(createReadStream(path, { signal: io.signal }), maxEvidenceBytes),
        path,
        skip,
      );
      return;
    }
    const { bytes } = await readBoundedFile(path, {
      maxBytes: maxEvidenceBytes,
      pipes: true,
      signal: io.signal,
    });
    yield { source: path, text: bytes.toString('utf8') };
  } catch (error) {
    io.signal.throwIfAborted();
    skip(path, fileReason(error));
  }
}

/** A line for each machine; what spans lines is one text after all, as evidence is written. */
async function* textsOfLines(
  lines: AsyncIterable<Line>,
  source: string,
  skip: Skip,
): AsyncGenerator<FleetText> {
  const whole: string[] = [];
  let isOneText = false;
  let first = true;
  for await (const { number, text } of lines) {
    if (text === undefined) {
      skip(`${source}:${number}`, `the line has more than ${maxEvidenceBytes} bytes`);
      continue;
    }
    if (first && /^\s*[{[]\s*$/.test(text)) isOneText = true;
    first = false;
    if (!isOneText) {
      yield { source: `${source}:${number}`, text };
      continue;
    }
    whole.push(text);
  }
  if (isOneText) yield { source, text: whole.join('\n') };
}
