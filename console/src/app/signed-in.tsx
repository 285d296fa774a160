import { useEffect } from 'react';
import { HashRouter } from 'react-router';
import { Shell } from './shell.tsx';

/** All that somebody sees who is signed in. */
export function SignedIn() {
  useEffect(() => () => void giveUpImport(), []);
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
