/**
 * JSON Schemas of the package. Each is compiled, and the compiler loaded, at its first use and without waiting: most of the program
 * reads nothing that has one. The compiler stays a package of its own: users have it, and bundled it would be there twice.
 */
import { createRequire } from 'node:module';
import type { Ajv2020, Options, ValidateFunction } from 'ajv/dist/2020.js';
import type * as Ajv from 'ajv/dist/2020.js';
import { readPackageFile } from './package-root.js';

const require = createRequire(import.meta.url);

export interface SchemaOptions extends Options {
  /** Schemas that it refers to. */
  readonly parts?: readonly string[];
  /** What is to be changed of the compiler before. */
  readonly prepare?: (ajv: Ajv2020) => void;
}

/** `name`: of `schemas/NAME.schema.json`. */
export function schemaOf<T>(
  name: string,
  { parts = [], prepare, ...options }: SchemaOptions = {},
): () => ValidateFunction<T> {
  let compiled: ValidateFunction<T> | undefined;
  return () => {
    if (compiled !== undefined) return compiled;
    const { Ajv2020 } = require('ajv/dist/2020.js') as typeof Ajv;
    const ajv = new Ajv2020(options);
    prepare?.(ajv);
    for (const part of parts) ajv.addSchema(read(part));
    return (compiled = ajv.compile<T>(read(name)));
  };
}

function read(name: string): object {
  return JSON.parse(readPackageFile(`schemas/${name}.schema.json`)) as object;
}
