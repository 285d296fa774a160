import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { FailureAlert } from '../../parts/failure-alert.tsx';
import { useClients } from '../../service/session.tsx';
import {
  ANSWERABLE,
  signInAsUser,
  type TrialAnswer,
  type TrialClient,
  type TrialFlow,
} from '../../service/sign-in-as-user.ts';
import { useTexts } from '../../texts/texts.ts';
import { TokenClaims } from './token-claims.tsx';

/** Password or refresh token in, tokens or a question out; a question is answered in the same form. */
export function TrialForm({
  client,
  flow,
  userName,
}: {
  readonly client: TrialClient;
  readonly flow: TrialFlow;
  readonly userName: string;
}) {
  const { trial: texts } = useTexts();
  const clients = useClients();
  const [secret, setSecret] = useState('');
  const [answer, setAnswer] = useState<TrialAnswer>();
  const challenge = answer?.kind === 'challenge' ? answer : undefined;
  const { mutate, isPending, error } = useMutation({
    async mutationFn(): Promise<TrialAnswer> {
      if (challenge) return challenge.respond(secret);
      if (flow !== 'USER_SRP_AUTH') return signInAsUser(clients, client, flow, userName, secret);
      const { signInBySrp } = await import('../../service/sign-in-by-srp.ts');
      return signInBySrp(client, userName, secret);
    },
    onSuccess(next) {
      setAnswer(next);
      setSecret('');
    },
    // A session of a challenge is good for one answer.
    onError: () => setAnswer(undefined),
  });
  const isStuck = challenge !== undefined && ANSWERABLE[challenge.name] === undefined;
  const isCode = challenge !== undefined && challenge.name !== 'NEW_PASSWORD_REQUIRED';
  const label = isCode
    ? texts.code
    : challenge
      ? texts.newPassword
      : flow === 'REFRESH_TOKEN_AUTH'
        ? texts.refreshToken
        : texts.password;
  return (
    <SpaceBetween size="m">
      {error && <FailureAlert error={error} />}
      {isStuck ? (
        <Alert type="warning">{texts.challenge(challenge.name)}</Alert>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (secret !== '') mutate();
          }}
        >
          <SpaceBetween size="s">
            <FormField label={label} description={challenge && !isCode ? texts.newPasswordText : undefined}>
              <Input
                type={isCode ? 'text' : 'password'}
                value={secret}
                autoComplete="off"
                onChange={({ detail }) => setSecret(detail.value)}
              />
            </FormField>
            <Button loading={isPending} loadingText={texts.signIn} disabled={secret === ''}>
              {texts.signIn}
            </Button>
          </SpaceBetween>
        </form>
      )}
      {answer?.kind === 'tokens' && <TokenClaims tokens={answer.tokens} />}
    </SpaceBetween>
  );
}
