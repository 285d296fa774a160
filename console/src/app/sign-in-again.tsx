import Alert from '@cloudscape-design/components/alert';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { SignInForm } from '../pages/sign-in/sign-in-form.tsx';
import { useSession, useSessionState } from '../service/session.tsx';
import { useTexts } from '../texts/texts.ts';

/** Over the page, which keeps what was typed into it, when the server no longer takes the access key. */
export function SignInAgain() {
  const { general, signIn } = useTexts();
  const { signOut } = useSessionState();
  const { region } = useSession();
  return (
    <Modal visible header={signIn.again} closeAriaLabel={general.account.signOut} onDismiss={signOut}>
      <SpaceBetween size="m">
        <Alert type="warning">{signIn.againText}</Alert>
        <SignInForm region={region} />
      </SpaceBetween>
    </Modal>
  );
}
