import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

export interface BrowserBundle {
  /** A script that is no module. */
  readonly code: string;
  /** Modules that are not in it, and that no browser has: `node:fs`. */
  readonly missingModules: readonly string[];
}

/** A file of this folder with all that it imports. */
export async function bundleForBrowser(name: string): Promise<BrowserBundle> {
  const build = await rolldown({
    input: fileURLToPath(new URL(name, import.meta.url)),
    platform: 'browser',
    logLevel: 'silent',
  });
  const { output } = await build.generate({ format: 'iife' });
  return { code: output[0].code, missingModules: output[0].imports };
}
