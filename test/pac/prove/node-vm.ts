/**
 * A PAC in `node:vm`: V8 runs the script, with the library's own text and no part of the proof or of QuickJS.
 */
import { createContext, Script } from 'node:vm';
import { decision } from '../../../lib/pac/dialect/decision.js';
import { DIALECTS } from '../../../lib/pac/dialect/dialects.js';
import { scriptInput } from '../../../lib/pac/dialect/script-input.js';
import type { Driver } from '../../../lib/pac/guest/driver.js';
import { driverText } from '../../../lib/pac/guest/library-text.js';
import { DEFAULT_LIMITS, type Compliance, type PacEnvironment } from '../../../lib/pac/index.js';
import { driverConfig, driverEnvironment } from '../../../lib/pac/sandbox/driver-config.js';
import { engineEnvironment } from '../../../lib/pac/sandbox/environment.js';
import { offsetMinutes } from '../../../lib/pac/sandbox/time-zone.js';

type Installer = (offset: (milliseconds: number) => number, configJson: string) => Driver;

const DIALECT = DIALECTS.chromium;
const TIMEOUT_MS = 5000;
let installer: Script | undefined;

export interface NodePac {
  compliance(url: string, environment: PacEnvironment): Compliance;
}

/** As `Driver.call` answers. */
const letterOf = (said: string): string => said.charAt(said.indexOf('|') + 1);
const resultOf = (said: string): string | null =>
  'SK'.includes(letterOf(said)) ? said.slice(said.indexOf('|') + 2) : null;

/** `null` where the script does not load: then it has no answers. */
export function loadInNode(script: Script, first: PacEnvironment): NodePac {
  let timeZone = first.timeZone ?? 'UTC';
  const context = createContext(Object.create(null) as object);
  installer ??= new Script(driverText());
  const install = installer.runInContext(context) as Installer;
  const config = JSON.stringify(driverConfig(DIALECT, DEFAULT_LIMITS));
  const driver = install((milliseconds) => offsetMinutes(timeZone, milliseconds), config);
  const use = (environment: PacEnvironment): void => {
    timeZone = environment.timeZone ?? 'UTC';
    driver.setEnvironment(JSON.stringify(driverEnvironment(engineEnvironment(environment))));
  };
  use(first);
  driver.aim('FindProxyForURL', DIALECT.lexicalEntry, false);
  /** The results that the driver speaks of by number. */
  const known: string[] = [];
  let loads = true;
  try {
    script.runInContext(context, { timeout: TIMEOUT_MS });
  } catch {
    loads = false;
  }
  return {
    compliance: (url, environment) => {
      if (!loads) return 'failed';
      use(environment);
      const input = scriptInput(DIALECT, url);
      const said = driver.call(input.url, input.host);
      const result = typeof said === 'number' ? (known[said >> 6] ?? null) : resultOf(said);
      if (result === null) return 'failed';
      if (typeof said === 'string' && letterOf(said) === 'K') known.push(result);
      const answer = {
        result,
        failure: null,
        entryPoint: 'FindProxyForURL',
        log: '',
      } as const;
      return decision(DIALECT, input, answer).compliance;
    },
  };
}
