/** The one place in this room that reads the clock, for a caller of `validate` who gives no `at`. */
export function currentTime(): Date {
  return new Date();
}
