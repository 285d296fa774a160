import Alert from '@cloudscape-design/components/alert';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { lazy, Suspense } from 'react';
import { useSession, useSessionState } from '../service/session.tsx';
import { useTexts } from '../texts/texts.ts';

const SignInForm = lazy(async () => ({ default: (await import('../pages/sign-in/sign-in-form.tsx')).SignInForm }));

/** Over the page, which keeps what was typed into it, when the server no longer takes the access key. */
export function SignInAgain() {
  const { general, signIn } = useTexts();
  const { refusal, signOut } = useSessionState();
  const { region } = useSession();
  if (refusal === undefined) return null;
  return (
    <Modal visible header={signIn.again} closeAriaLabel={general.account.signOut} onDismiss={signOut}>
      <SpaceBetween size="m">
        <Alert type="warning">{signIn.againText}</Alert>
        <Suspense>
          <SignInForm region={region} />
        </Suspense>
      </SpaceBetween>
    </Modal>
  );
}
