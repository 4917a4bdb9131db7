/**
 * Renders Liquid templates with every door closed: a variable or a filter that does not exist throws, a value
 * that passes no escaping filter throws, no template reads another file, and time and memory are bounded. The
 * same holds for the templates of this package and for a user's own.
 */
import { AssertionError, Liquid, LiquidError } from 'liquidjs';
import { GenerateError } from './error.js';
import { ESCAPES, escapeValue } from './escape.js';

export interface TemplateSource {
  readonly text: string;
  readonly fileName: string;
}

/** Text between tags counts for none of Liquid's own limits, and a loop can write it without end. */
const maxOutputUnits = 4 * 1024 * 1024;

const limits = { parseLimit: 1_000_000, renderLimit: 2_000, memoryLimit: 10_000_000 } as const;

/** All that a template needs. What else Liquid has either reads files or keeps state. */
const allowedTags = [
  'if',
  'unless',
  'case',
  'for',
  'assign',
  'capture',
  'comment',
  'raw',
  '#',
  'break',
  'continue',
];
const allowedFilters = [
  'join',
  'size',
  'first',
  'last',
  'map',
  'concat',
  'uniq',
  'replace',
  'append',
  'prepend',
  'split',
];

class BoundedEmitter {
  buffer = '';

  write(text: unknown): void {
    this.buffer += String(text);
    if (this.buffer.length > maxOutputUnits)
      throw new GenerateError('template', `it writes more than ${maxOutputUnits} characters`);
  }
}

function buildEngine(): Liquid {
  const engine = new Liquid({
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    trimTagRight: true,
    greedy: false,
    templates: {},
    ...limits,
    // Runs on each output whose last filter is not marked raw, that is: is not one of the escaping filters.
    outputEscape: () => {
      throw new GenerateError(
        'template',
        `each {{ }} must end in an escaping filter (${ESCAPES.map(({ id }) => id).join(', ')})`,
      );
    },
  });
  const { renderer } = engine;
  const render = renderer.renderTemplates.bind(renderer);
  renderer.renderTemplates = (templates, context, emitter = new BoundedEmitter()) =>
    render(templates, context, emitter);
  for (const name of Object.keys(engine.tags)) {
    if (!allowedTags.includes(name)) Reflect.deleteProperty(engine.tags, name);
  }
  for (const name of Object.keys(engine.filters)) {
    if (!allowedFilters.includes(name)) Reflect.deleteProperty(engine.filters, name);
  }
  for (const filter of ESCAPES) {
    engine.registerFilter(filter.id, { raw: true, handler: (value: unknown) => escapeValue(filter, value) });
  }
  return engine;
}

const engine = buildEngine();

/** The rendered text. Throws `GenerateError` (`template`, `not-writable`) that names file, line and variable. */
export function renderTemplate(source: TemplateSource, variables: Readonly<Record<string, unknown>>): string {
  try {
    const rendered: unknown = engine.renderSync(engine.parse(source.text, source.fileName), variables);
    return String(rendered);
  } catch (error) {
    throw templateError(error, source);
  }
}

function templateError(error: unknown, source: TemplateSource): unknown {
  // A template longer than `parseLimit` is refused before there is a token to name.
  if (error instanceof AssertionError) {
    return new GenerateError('template', `${source.fileName}: ${error.message}`, {
      file: source.fileName,
      cause: error,
    });
  }
  if (!LiquidError.is(error)) return error;
  const [line, column] = error.token.getPosition();
  const inner = error.originalError;
  const message = (inner ?? error).message.replace(/, (?:file|line):.*/s, '');
  const variable = /^undefined variable: (.+)$/.exec(message)?.[1];
  const code = inner instanceof GenerateError ? inner.code : 'template';
  return new GenerateError(code, `${source.fileName}:${line ?? 1}:${column ?? 1}: ${message}`, {
    file: source.fileName,
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
    ...(variable === undefined ? {} : { variable }),
    cause: error,
  });
}
