import { HashRouter } from 'react-router';
import { Shell } from './shell.tsx';

/** All that somebody sees who is signed in. */
export function SignedIn() {
  return (
    <HashRouter>
      <Shell />
    </HashRouter>
  );
}
