/**
 * The text that installs the symbolic runtime of a proof inside a machine.
 */
import type { Dialect } from '../dialect/dialects.js';
import { installCalls } from './symbolic/calls.js';
import { installSymbolicDate } from './symbolic/dates.js';
import { installInstants } from './symbolic/instants.js';
import { installSymbolicLibrary } from './symbolic/library.js';
import { installMembers } from './symbolic/members.js';
import { installOperators } from './symbolic/operators.js';
import { installSymbolic } from './symbolic/runtime.js';
import { installSettling } from './symbolic/settle.js';
import type { SymbolicConfig } from './symbolic/types.js';
import { installValues } from './symbolic/values.js';

export const symbolicConfig = ({ name, dnsFamilies }: Dialect): SymbolicConfig => ({
  dnsFamilies,
  dialect: { errorsAreObjects: name === 'firefox', nodeVersions: name === 'node' },
});

/** What a proof adds to a machine: the symbolic runtime, under a name of its own, and who answers its questions. */
export interface SymbolicHost {
  readonly runtimeName: string;
  ask(json: string): string;
}

/** A guest function: the runtime's name, the driver's configuration, who answers its questions, the driver → `Run`. */
export function symbolicSource(): string {
  return `(name, config, ask, driver) => {
  const run = (${installSymbolic.toString()})(globalThis, name, config, ask, {
    installValues: ${installValues.toString()},
    installInstants: ${installInstants.toString()},
    installOperators: ${installOperators.toString()},
    installMembers: ${installMembers.toString()},
    installCalls: ${installCalls.toString()},
    installDate: ${installSymbolicDate.toString()},
    installLibrary: ${installSymbolicLibrary.toString()},
    installSettling: ${installSettling.toString()},
  });
  driver.hook(run.begin, run.finish);
  return run;
}`;
}
