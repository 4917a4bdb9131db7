/** Public API of `staylocal/generate`: the exemptions of a profile, each read back before it is handed out. */
export { artefactBytes, generate, targets } from './generate.js';
export { generateKit } from './kit.js';
export { GenerateError, type GenerateErrorCode } from './error.js';
export type {
  Artefact,
  Encoding,
  GenerateOptions,
  Group,
  InputName,
  Kit,
  KitFile,
  KitOptions,
  TargetInfo,
  Team,
  VariableInfo,
} from './types.js';
