/** Files and folders that must not outlive the process, however it ends. */
import { rmSync } from 'node:fs';

const paths = new Set<string>();

/** From here on it is taken away when the process is told to end; what is returned says that it is gone already. */
export function temporary(path: string): () => void {
  paths.add(path);
  return () => {
    paths.delete(path);
  };
}

/** At once: nothing else runs any more. What cannot be taken away stays. */
export function removeTemporary(): void {
  for (const path of paths) {
    try {
      rmSync(path, { recursive: true, force: true });
    } catch {
      // The process ends here; there is nobody to tell and nothing else to try.
    }
  }
  paths.clear();
}
