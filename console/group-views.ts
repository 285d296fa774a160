import { join } from 'node:path';
import type { Plugin } from 'vite';

/**
 * Where a view begins, in the order in which views are shown. Whoever signs in sees the second, whoever is signed in the third, in which the
 * pages get the SDK of the fourth.
 */
const VIEWS = [
  ['main', 'src/main.tsx'],
  ['sign-in', 'src/pages/sign-in/sign-in-page.tsx'],
  ['frame', 'src/app/signed-in.tsx'],
  ['sdk', 'src/service/clients-provider.tsx'],
] as const;

/** A file for what the signing in and the frame have in common. */
const COMMON = 'common';

/**
 * Puts what a view needs and the ones before it did not into one file, rather than into one for each set of pages that share a module: the
 * first views had some thirty small files each, which a browser fetches six at a time.
 */
export function groupViews(root: string): Plugin {
  const names = new Map<string, string>();
  return {
    name: 'group-views',
    buildEnd() {
      const closures = new Map<string, ReadonlySet<string>>(
        VIEWS.map(([view, path]) => [view, closureOf(join(root, path), (id) => this.getModuleInfo(id)?.importedIds)]),
      );
      const frame = closures.get('frame');
      for (const [view, closure] of closures) {
        for (const id of closure) {
          if (names.has(id)) continue;
          names.set(id, view === 'sign-in' && frame?.has(id) === true ? COMMON : view);
        }
      }
    },
    outputOptions: (options) => ({
      ...options,
      codeSplitting: {
        // The last one is made first, and keeps what the others need of it.
        groups: ['sdk', 'sign-in', 'frame', COMMON, 'main'].map((name, priority) => ({
          name,
          test: (id: string) => names.get(id) === name,
          priority,
        })),
      },
    }),
  };
}

/** A module, and all that it imports before it runs. */
function closureOf(entry: string, importsOf: (id: string) => readonly string[] | undefined): ReadonlySet<string> {
  const closure = new Set([entry]);
  // A set that grows while it is walked.
  for (const id of closure) for (const imported of importsOf(id) ?? []) closure.add(imported);
  return closure;
}
