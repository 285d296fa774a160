import Flashbar, { type FlashbarProps } from '@cloudscape-design/components/flashbar';
import { useEffect } from 'react';
import { useLocation } from 'react-router';
import { useNotices } from '../parts/notices.tsx';
import { useIsReachable } from '../service/connection.ts';
import { useTexts } from '../texts/texts.ts';

/**
 * What pages posted, a success only until another page is opened; and above it that the server does not answer, for as long as that
 * lasts.
 */
export function Notices() {
  const { general } = useTexts();
  const { notices, dismiss, turnTo } = useNotices();
  const { pathname } = useLocation();
  useEffect(() => turnTo(pathname), [pathname, turnTo]);
  const isReachable = useIsReachable();
  const posted = notices.map(
    (notice): FlashbarProps.MessageDefinition => ({
      id: notice.id,
      type: notice.type,
      header: notice.header,
      content: notice.content,
      dismissible: true,
      dismissLabel: general.actions.dismiss,
      onDismiss: () => dismiss(notice.id),
      ariaRole: 'status',
    }),
  );
  const unreachable: FlashbarProps.MessageDefinition = {
    id: 'unreachable',
    type: 'error',
    header: general.unreachable,
    content: general.unreachableText,
    ariaRole: 'alert',
  };
  return <Flashbar items={isReachable ? posted : [unreachable, ...posted]} />;
}
