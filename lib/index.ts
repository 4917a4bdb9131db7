export { ParseError } from './errors.js';
