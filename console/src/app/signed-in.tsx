import { useEffect } from 'react';
import { HashRouter } from 'react-router';
import { forgetFiles } from '../service/files-at-hand.ts';
import { Shell } from './shell.tsx';

/** All that somebody sees who is signed in. */
export function SignedIn() {
  useEffect(
    () => () => {
      void giveUpImport();
      forgetFiles();
    },
    [],
  );
  return (
    <HashRouter>
      <Shell />
    </HashRouter>
  );
}

/** An import that has not started ends with the session of whoever began it. Loaded then: the frame does without the SDK. */
async function giveUpImport(): Promise<void> {
  const { dismissImport } = await import('../service/current-import.ts');
  dismissImport();
}
