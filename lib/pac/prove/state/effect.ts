/**
 * What a builtin can do to objects that are older than the call: the one thing about it that the search for effects of
 * earlier calls must know.
 */

/**
 * `none`: it writes nothing, and gives back a primitive, or an object made by this call whose members come from what it
 * was given. `self`: it writes `this` (what it was called on), with what it was given. `argument`: it writes its first
 * argument. `calls`: it calls functions it was given (with what it was given, or members of that), and is otherwise
 * `none`. `any`: nothing is known.
 */
export type Effect = 'none' | 'self' | 'argument' | 'calls' | 'any';
