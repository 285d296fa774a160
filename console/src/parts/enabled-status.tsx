import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useTexts } from '../texts/texts.ts';

/** Whether a user may sign in at all. */
export function EnabledStatus({ isEnabled }: { readonly isEnabled: boolean }) {
  const { users } = useTexts();
  return (
    <StatusIndicator type={isEnabled ? 'success' : 'stopped'}>
      {isEnabled ? users.enabled : users.disabled}
    </StatusIndicator>
  );
}
