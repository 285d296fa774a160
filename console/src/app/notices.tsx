import Flashbar, { type FlashbarProps } from '@cloudscape-design/components/flashbar';
import { useNotices } from '../parts/notices.tsx';
import { useIsReachable } from '../service/connection.ts';
import { useTexts } from '../texts/texts.ts';

/** What pages posted, and above it that the server does not answer, for as long as that lasts. */
export function Notices() {
  const { general } = useTexts();
  const { notices, dismiss } = useNotices();
  const isReachable = useIsReachable();
  const posted = notices.map(
    (notice): FlashbarProps.MessageDefinition => ({
      ...notice,
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
