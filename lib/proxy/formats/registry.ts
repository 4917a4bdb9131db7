/**
 * The file formats that can be read, the most particular first: where several fit a content and no file name
 * decides, the first one is taken.
 */
import { environment } from './environment.js';
import type { FormatReader } from './reader.js';
import { reg } from './reg.js';

export const FORMATS: readonly FormatReader[] = [reg, environment];
