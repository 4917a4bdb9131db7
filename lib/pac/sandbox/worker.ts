/**
 * The thread that runs PAC files. It answers one request at a time; whoever started it may kill it at any moment.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { ParseError } from '../../errors.js';
import type * as Analysis from './analysis.js';
import { useEngine } from './boot.js';
import { ServingChannel, type Serving } from './ring/serving.js';
import { Engine } from './engine.js';
import type { RunAnswer } from './run.js';
import {
  MARKS,
  type AnswerMessage,
  type Memory,
  type RequestMessage,
  type WorkAnswers,
  type WorkerMessage,
  type WorkRequest,
} from './messages.js';
import { watchDeadlines } from './machine.js';
import { nonNull } from '../non-null.js';

const memory = workerData as Memory;
const marks = new Float64Array(memory.marks);
const channel = new ServingChannel(memory.channel);
watchDeadlines((milliseconds) => {
  marks[MARKS.deadline] = milliseconds;
});

let engine: Engine | null = null;

// What only some requests need is loaded when one comes: the first decision should not wait for it.
const analysis = async (): Promise<typeof Analysis> => import('./analysis.js');

/** The two files of the thread's code each have a class of that name. */
const isParseError = (error: unknown): error is ParseError =>
  error instanceof Error && error.name === 'ParseError';

async function answer(request: WorkRequest): Promise<WorkAnswers[keyof WorkAnswers]> {
  if (request.kind === 'open') {
    useEngine(request.engine);
    engine = new Engine(request.text, request.dialect, request.limits);
    return engine.load(request.environment);
  }
  if (request.kind === 'edit')
    return (await analysis()).editScript(request.text, request.hosts, request.wrap);
  if (request.kind === 'lint') return (await analysis()).lintText(request.text, request.bytes);
  if (engine === null) throw new Error('the first request to a worker must be open');
  if (request.kind === 'prove') return (await analysis()).prove(engine, request);
  if (request.kind === 'locate') return (await analysis()).decidingReturn(engine, request);
  const answers: RunAnswer[] = [];
  for (const run of request.runs) {
    marks[MARKS.running] = run.id;
    answers.push(await engine.run(run));
  }
  return answers;
}

async function handle({ id, request }: RequestMessage): Promise<AnswerMessage> {
  try {
    return { id, answer: await answer(request) };
  } catch (error) {
    if (isParseError(error)) {
      const { code, message, line, column, offset } = error;
      const known = Object.entries({ line, column, offset }).filter(([, value]) => value !== undefined);
      return { id, error: { code, message, details: Object.fromEntries(known) } };
    }
    throw error;
  }
}

function send(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}

const serving: Serving = {
  run: ({ id, url, host, trace }) => {
    marks[MARKS.running] = id;
    const asked = { url, host, environment: null, fresh: false, trace };
    return nonNull(engine).runAtOnce(asked) ?? nonNull(engine).run(asked);
  },
  post: (id, answer) => {
    send({ id, answer: [answer] });
  },
  tell: () => {
    send({ told: true });
  },
  wanted: () => queued > 0,
};

// One after the other: a machine is not shared by two runs.
let queue = Promise.resolve();
let queued = 0;
function take(message: RequestMessage): void {
  queued++;
  queue = queue.then(async () => {
    const answered = await handle(message);
    queued--;
    const lingers = queued === 0 && message.request.kind === 'runs';
    if (lingers) channel.open();
    send(answered);
    if (lingers) await channel.serve(serving);
  });
}
parentPort?.on('message', (message: RequestMessage) => {
  channel.taken();
  take(message);
});
