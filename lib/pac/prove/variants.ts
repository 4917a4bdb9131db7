/**
 * The forms in which a request for the same program can reach a script: what clients differ in, and what users type.
 */
import type { Dialect } from '../dialect/dialects.js';
import { scriptInput, type ScriptInput } from '../dialect/script-input.js';
import type { ProveOptions, VariantProof } from './types.js';

export interface Variant {
  readonly variant: string;
  readonly input: ScriptInput;
  readonly entryPoint: VariantProof['entryPoint'];
}

/** The form that comes first. */
export const AS_GIVEN = 'as given';

const LOOPBACK_HOSTS = ['localhost', '127.0.0.1', '[::1]'];

/** The URL itself comes first. Throws `ParseError` (`bad-url`). */
export function variantsOf(dialect: Dialect, text: string, options: ProveOptions, hasEx: boolean): Variant[] {
  const own = scriptInput(dialect, text);
  const main: VariantProof['entryPoint'] =
    dialect.prefersEx && hasEx ? 'FindProxyForURLEx' : 'FindProxyForURL';
  const found: Variant[] = [{ variant: AS_GIVEN, input: own, entryPoint: main }];
  if (options.variants === false) return found;
  const add = (variant: string, input: ScriptInput, entryPoint = main): void => {
    const known = found.some(
      (other) =>
        other.input.url === input.url && other.input.host === input.host && other.entryPoint === entryPoint,
    );
    if (!known) found.push({ variant, input, entryPoint });
  };
  const changed = (change: (url: URL) => void): ScriptInput => scriptInput(dialect, changedUrl(text, change));
  const url = new URL(text);
  // Whatever this client does with the path, another shows the script the whole of it, or none.
  const origin = new URL('/', url).href;
  add('without a path', { ...own, url: origin });
  add('with a path', { ...own, url: new URL('/v3/plugin?x=1', url).href });
  add('without a final slash', { ...own, url: origin.replace(/\/$/, '') });
  for (const port of options.ports ?? []) {
    add(
      `port ${port}`,
      changed((other) => {
        other.port = String(port);
      }),
    );
  }
  add(
    'plain http',
    changed((other) => {
      other.protocol = 'http:';
    }),
  );
  const upper = own.host.toUpperCase();
  add('upper case', { ...own, url: own.url.replace(own.host, upper), host: upper });
  if (!/^\[|:|^\d+\.\d+\.\d+\.\d+$/.test(own.host) && !own.host.endsWith('.')) {
    add(
      'trailing dot',
      changed((other) => {
        other.hostname = `${other.hostname}.`;
      }),
    );
  }
  for (const host of options.hosts ?? LOOPBACK_HOSTS) {
    add(
      `host ${host}`,
      changed((other) => {
        other.hostname = host;
      }),
    );
  }
  if (hasEx) {
    const other = main === 'FindProxyForURL' ? 'FindProxyForURLEx' : 'FindProxyForURL';
    add(other, own, other);
  }
  return found;
}

function changedUrl(text: string, change: (url: URL) => void): string {
  const url = new URL(text);
  change(url);
  return url.href;
}
