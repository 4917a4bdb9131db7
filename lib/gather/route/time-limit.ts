/**
 * A time limit that holds. In Node 20 nothing but a weak reference leads from a signal of `AbortSignal.any` to the
 * `AbortSignal.timeout` it was made of: where that is collected as garbage first, the time never runs out.
 */

export interface TimeLimit {
  /** Aborted after the time, or with the caller's signal. */
  readonly signal: AbortSignal;
  /** To be called when the work is done: until then the timer keeps the process alive. */
  readonly end: () => void;
}

export function timeLimit(timeoutMs: number, caller?: AbortSignal): TimeLimit {
  const controller = new AbortController();
  const timer = setTimeout(() => {
    controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'));
  }, timeoutMs);
  const pass = (): void => {
    controller.abort(caller?.reason);
  };
  if (caller?.aborted === true) pass();
  caller?.addEventListener('abort', pass, { once: true });
  return {
    signal: controller.signal,
    end: () => {
      clearTimeout(timer);
      caller?.removeEventListener('abort', pass);
    },
  };
}
