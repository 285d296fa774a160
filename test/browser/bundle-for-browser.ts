import { rolldown } from 'rolldown';

export interface BrowserBundle {
  /** A script that is no module. */
  readonly code: string;
  /** Modules that are not in it, and that no browser has: `node:fs`. */
  readonly missingModules: readonly string[];
}

/** A file with all that it imports. `define` replaces global names by expressions. */
export async function bundleForBrowser(path: string, define: Record<string, string> = {}): Promise<BrowserBundle> {
  const build = await rolldown({ input: path, platform: 'browser', logLevel: 'silent', transform: { define } });
  const { output } = await build.generate({ format: 'iife' });
  await build.close();
  return { code: output[0].code, missingModules: output[0].imports };
}
