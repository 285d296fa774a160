import { type ReactNode, useMemo, useRef } from 'react';
import { createClients } from './clients.ts';
import { ClientsContext, useSession, useSessionState } from './session.tsx';

/** Gives the clients of the API to all pages. Credentials that replace others go into the same clients. */
export function ClientsProvider({ children }: { readonly children: ReactNode }) {
  const { noteFailure } = useSessionState();
  const session = useSession();
  const { region, clockOffsetMs } = session;
  const current = useRef(session);
  current.current = session;
  const clients = useMemo(
    () =>
      createClients({
        region,
        clockOffsetMs,
        credentials: () => current.current,
        onFailure: noteFailure,
      }),
    [region, clockOffsetMs, noteFailure],
  );
  return <ClientsContext value={clients}>{children}</ClientsContext>;
}
