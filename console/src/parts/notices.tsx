import type { FlashbarProps } from '@cloudscape-design/components/flashbar';
import { createContext, type ReactNode, use, useCallback, useMemo, useState } from 'react';

export interface Notice {
  /** A notice replaces an earlier one with the same id. */
  readonly id: string;
  readonly type: FlashbarProps.Type;
  readonly header?: ReactNode;
  readonly content: ReactNode;
}

interface PostedNotice extends Notice {
  /** The page that was open then: `/pools/ID`. */
  readonly address: string;
}

interface NoticeBoard {
  readonly notices: readonly Notice[];
  /** A success is shown as long as the page that is open now. Whoever leads to another page goes there first. */
  post(notice: Notice): void;
  dismiss(id: string): void;
  /** Forgets the successes of all pages but the one at the address: `/pools/ID`. */
  turnTo(address: string): void;
}

const NoticeContext = createContext<NoticeBoard | undefined>(undefined);

/** Holds what pages have to say beyond their own life: that something was created, deleted or failed. */
export function NoticeProvider({ children }: { readonly children: ReactNode }) {
  const [notices, setNotices] = useState<readonly PostedNotice[]>([]);
  const post = useCallback(
    (notice: Notice) =>
      setNotices((before) => [{ ...notice, address: openAddress() }, ...before.filter(({ id }) => id !== notice.id)]),
    [],
  );
  const dismiss = useCallback((id: string) => setNotices((before) => before.filter((notice) => notice.id !== id)), []);
  const turnTo = useCallback(
    (address: string) =>
      setNotices((before) => before.filter((notice) => notice.type !== 'success' || notice.address === address)),
    [],
  );
  const board = useMemo(() => ({ notices, post, dismiss, turnTo }), [notices, post, dismiss, turnTo]);
  return <NoticeContext value={board}>{children}</NoticeContext>;
}

/** Of the window rather than of the router, which may still prepare the page. */
function openAddress(): string {
  const [address = ''] = window.location.hash.slice(1).split('?');
  return address;
}

export function useNotices(): NoticeBoard {
  const board = use(NoticeContext);
  if (board === undefined) throw new Error('outside of a NoticeProvider');
  return board;
}
