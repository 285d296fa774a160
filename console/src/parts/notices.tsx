import type { FlashbarProps } from '@cloudscape-design/components/flashbar';
import { createContext, type ReactNode, use, useCallback, useMemo, useState } from 'react';

export interface Notice {
  /** A notice replaces an earlier one with the same id. */
  readonly id: string;
  readonly type: FlashbarProps.Type;
  readonly header?: ReactNode;
  readonly content: ReactNode;
}

interface NoticeBoard {
  readonly notices: readonly Notice[];
  post(notice: Notice): void;
  dismiss(id: string): void;
}

const NoticeContext = createContext<NoticeBoard | undefined>(undefined);

/** Holds what pages have to say beyond their own life: that something was created, deleted or failed. */
export function NoticeProvider({ children }: { readonly children: ReactNode }) {
  const [notices, setNotices] = useState<readonly Notice[]>([]);
  const post = useCallback(
    (notice: Notice) => setNotices((before) => [notice, ...before.filter(({ id }) => id !== notice.id)]),
    [],
  );
  const dismiss = useCallback((id: string) => setNotices((before) => before.filter((notice) => notice.id !== id)), []);
  const board = useMemo(() => ({ notices, post, dismiss }), [notices, post, dismiss]);
  return <NoticeContext value={board}>{children}</NoticeContext>;
}

export function useNotices(): NoticeBoard {
  const board = use(NoticeContext);
  if (board === undefined) throw new Error('outside of a NoticeProvider');
  return board;
}
