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
      const at = said.indexOf('|') + 1;
      if (said[at] !== 'S') return 'failed';
      const answer = {
        result: said.slice(at + 1),
        failure: null,
        entryPoint: 'FindProxyForURL',
        log: '',
      } as const;
      return decision(DIALECT, input, answer).compliance;
    },
  };
}
