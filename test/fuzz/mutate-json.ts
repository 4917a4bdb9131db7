/** JSON → other JSON of the same kind of shape: values of another type or past an edge, members taken, doubled and misnamed. */
import type { Draws } from './random.js';

type Json = unknown;

interface Place {
  readonly holder: Record<string, Json> | Json[];
  readonly key: string | number;
}

const maxPlaces = 20_000;

function placesOf(root: Json): Place[] {
  const places: Place[] = [];
  const visit = (value: Json): void => {
    if (typeof value !== 'object' || value === null || places.length > maxPlaces) return;
    const isList = Array.isArray(value);
    for (const key of Object.keys(value)) {
      const holder = value as Record<string, Json>;
      places.push({ holder, key: isList ? Number(key) : key });
      visit(holder[key]);
    }
  };
  visit(root);
  return places;
}

const valueAt = ({ holder, key }: Place): Json => (holder as Record<string | number, Json>)[key];

function setAt({ holder, key }: Place, value: Json): void {
  if (Array.isArray(holder)) holder[Number(key)] = value;
  // `__proto__` is a member here, too.
  else Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}

const others: readonly Json[] = [
  null,
  true,
  false,
  0,
  -1,
  1,
  0.5,
  2 ** 31,
  2 ** 53,
  1e308,
  '',
  '0',
  '__proto__',
  'constructor',
  '\u0000\u001b[31m\u202e\ud800',
  'https://[::1]:0/?#',
  '1970-01-01T00:00:00.000Z',
  '9999-12-31T23:59:59.999Z',
  [],
  {},
  [[]],
];

function changedText(text: string, draws: Draws, words: readonly string[]): string {
  const at = draws.int(text.length + 1);
  const word = words.length === 0 ? 'x' : draws.pick(words);
  return draws.pick([
    text.slice(0, at),
    text.slice(0, at) + word + text.slice(at),
    word,
    text + text,
    text.toUpperCase(),
    text.slice(0, at) + String.fromCharCode(draws.int(0x10000)) + text.slice(at + 1),
    text.repeat(1 + draws.small(200)).slice(0, 20_000),
  ]);
}

function changedValue(value: Json, draws: Draws, words: readonly string[]): Json {
  // Most often of the same type: another ends at the schema.
  if (draws.chance(0.25)) return structuredClone(draws.pick(others));
  if (typeof value === 'string') return changedText(value, draws, words);
  if (typeof value === 'number')
    return draws.pick([value + 1, value - 1, -value, value * 1000, 0, 2 ** 31, 65_536]);
  if (typeof value === 'boolean') return !value;
  if (Array.isArray(value) && value.length > 0) {
    const items: readonly Json[] = value;
    const one = draws.pick(items);
    return draws.pick<Json>([
      items.slice(draws.int(items.length)),
      [...items, structuredClone(one)],
      Array.from({ length: 1 + draws.small(300) }, () => structuredClone(one)),
      [...items].reverse(),
    ]);
  }
  return structuredClone(draws.pick(others));
}

function step(root: Json, draws: Draws, words: readonly string[]): void {
  const places = placesOf(root);
  if (places.length === 0) return;
  const place = draws.pick(places);
  const kind = draws.int(10);
  if (kind < 6) setAt(place, changedValue(valueAt(place), draws, words));
  else if (kind < 7) setAt(place, structuredClone(valueAt(draws.pick(places))));
  else if (kind < 9) {
    const { holder, key } = place;
    if (Array.isArray(holder)) holder.splice(Number(key), 1);
    else Reflect.deleteProperty(holder, key);
  } else if (!Array.isArray(place.holder)) {
    const key = draws.pick(['__proto__', 'constructor', 'x', ...words.slice(0, 8), String(place.key)]);
    setAt({ holder: place.holder, key }, structuredClone(valueAt(draws.pick(places))));
  }
}

/** One to six steps; `undefined` where the text is no JSON. */
export function mutateJson(text: string, draws: Draws, words: readonly string[]): string | undefined {
  let root: Json[];
  try {
    root = [JSON.parse(text)];
  } catch {
    return undefined;
  }
  for (let left = 1 + draws.small(6); left > 0; left -= 1) step(root, draws, words);
  const [changed] = root;
  return changed === undefined ? '' : JSON.stringify(changed);
}
