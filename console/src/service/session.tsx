import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useCallback, useMemo, useRef, useState } from 'react';
import { tabStorage } from '../base/browser-storage.ts';
import { CallFailure } from './call-failure.ts';
import type { Clients, Credentials } from './clients.ts';
import type { Session } from './signed-in-session.ts';

export interface SessionState {
  readonly session: Session | undefined;
  /** Set when the server no longer takes the credentials: the page stays, and asks for others. */
  readonly refusal: CallFailure | undefined;
  /** @throws {CallFailure} if the server does not take them */
  signIn(credentials: Credentials, region: string): Promise<void>;
  signOut(): void;
  /** To be told of the failure of every request. */
  noteFailure(error: unknown): void;
}

const STORED = 'session';
const SessionContext = createContext<SessionState | undefined>(undefined);
/** What `ClientsProvider` gives: apart from it, so that nobody waits for the SDK to see a first page. */
export const ClientsContext = createContext<Clients | undefined>(undefined);

/** Keeps the session in the storage of the tab, which is gone when it closes. */
export function SessionProvider({ children }: { readonly children: ReactNode }) {
  const queryClient = useQueryClient();
  const [session, setSession] = useState(() => parseSession(tabStorage.read(STORED)));
  const [refusal, setRefusal] = useState<CallFailure>();
  const current = useRef(session);
  current.current = session;

  const noteFailure = useCallback((error: unknown) => {
    if (error instanceof CallFailure && error.kind === 'credentials') setRefusal(error);
  }, []);

  const signIn = useCallback(
    async (credentials: Credentials, region: string) => {
      const { identify } = await import('./identify.ts');
      const next = await identify(credentials, region);
      const before = current.current;
      tabStorage.write(STORED, next);
      setSession(next);
      setRefusal(undefined);
      // What another identity saw is not for this one.
      if (before !== undefined && before.arn === next.arn && before.region === next.region)
        await queryClient.invalidateQueries();
      else queryClient.clear();
    },
    [queryClient],
  );

  const signOut = useCallback(() => {
    tabStorage.write(STORED, undefined);
    setSession(undefined);
    setRefusal(undefined);
    queryClient.clear();
  }, [queryClient]);

  const state = useMemo(
    () => ({ session, refusal, signIn, signOut, noteFailure }),
    [session, refusal, signIn, signOut, noteFailure],
  );
  return <SessionContext value={state}>{children}</SessionContext>;
}

export function useSessionState(): SessionState {
  const state = use(SessionContext);
  if (state === undefined) throw new Error('outside of a SessionProvider');
  return state;
}

/** For what is shown only to somebody who is signed in. */
export function useSession(): Session {
  const { session } = useSessionState();
  if (session === undefined) throw new Error('nobody is signed in');
  return session;
}

/** For what is shown only to somebody who is signed in. */
export function useClients(): Clients {
  const clients = use(ClientsContext);
  if (clients === undefined) throw new Error('nobody is signed in');
  return clients;
}

/** What an earlier page of this tab kept; undefined for anything else. */
function parseSession(value: unknown): Session | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const stored = value as Partial<Session>;
  const names = ['accessKeyId', 'secretAccessKey', 'region', 'account', 'arn'] as const;
  return names.every((name) => typeof stored[name] === 'string') ? (stored as Session) : undefined;
}
