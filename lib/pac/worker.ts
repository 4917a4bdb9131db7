/**
 * The thread that runs PAC files. It answers one request at a time; whoever started it may kill it at any moment.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { ParseError } from '../errors.js';
import { Engine } from './engine.js';
import type { AnswerMessage, RequestMessage, WorkAnswers, WorkRequest } from './messages.js';
import { watchDeadlines } from './machine.js';
import { prove } from './prove/prove.js';

const deadline = new Float64Array(workerData as SharedArrayBuffer);
watchDeadlines((milliseconds) => {
  deadline[0] = milliseconds;
});

let engine: Engine | null = null;

async function answer(request: WorkRequest): Promise<WorkAnswers[keyof WorkAnswers]> {
  if (request.kind === 'open') {
    engine = new Engine(request.text, request.dialect, request.limits);
    return engine.load(request.environment);
  }
  if (engine === null) throw new Error('the first request to a worker must be open');
  return request.kind === 'decide' ? engine.decide(request) : prove(engine, request);
}

async function handle({ id, request }: RequestMessage): Promise<AnswerMessage> {
  try {
    return { id, answer: await answer(request) };
  } catch (error) {
    if (error instanceof ParseError) return { id, error: { code: error.code, message: error.message } };
    throw error;
  }
}

// One after the other: a machine is not shared by two runs.
let queue = Promise.resolve();
parentPort?.on('message', (message: RequestMessage) => {
  queue = queue.then(async () => {
    parentPort?.postMessage(await handle(message));
  });
});
