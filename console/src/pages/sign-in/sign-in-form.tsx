import Button from '@cloudscape-design/components/button';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type SubmitEvent, useState } from 'react';
import { FailureAlert } from '../../parts/failure-alert.tsx';
import { useSessionState } from '../../service/session.tsx';
import { useTexts } from '../../texts/texts.ts';

/** Asks for an access key and signs in with it. */
export function SignInForm({ region: givenRegion }: { readonly region: string }) {
  const { signIn: texts } = useTexts();
  const { signIn } = useSessionState();
  const [accessKeyId, setAccessKeyId] = useState('');
  const [secretAccessKey, setSecretAccessKey] = useState('');
  const [sessionToken, setSessionToken] = useState('');
  const [region, setRegion] = useState(givenRegion);
  const [isBusy, setIsBusy] = useState(false);
  const [isTried, setIsTried] = useState(false);
  const [error, setError] = useState<unknown>();
  const missing = (value: string, label: string) => (isTried && value.trim() === '' ? texts.required(label) : '');

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    setIsTried(true);
    if ([accessKeyId, secretAccessKey, region].some((value) => value.trim() === '')) return;
    setIsBusy(true);
    setError(undefined);
    const token = sessionToken.trim();
    try {
      await signIn(
        {
          accessKeyId: accessKeyId.trim(),
          secretAccessKey: secretAccessKey.trim(),
          ...(token !== '' && { sessionToken: token }),
        },
        region.trim(),
      );
    } catch (failure) {
      setError(failure);
      setIsBusy(false);
    }
  }

  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Form
        actions={
          <Button variant="primary" loading={isBusy} loadingText={texts.submit}>
            {texts.submit}
          </Button>
        }
      >
        <SpaceBetween size="m">
          {error !== undefined && <FailureAlert error={error} />}
          <FormField label={texts.accessKeyId} errorText={missing(accessKeyId, texts.accessKeyId)}>
            <Input
              value={accessKeyId}
              onChange={({ detail }) => setAccessKeyId(detail.value)}
              autoComplete="username"
              spellcheck={false}
              name="access-key-id"
            />
          </FormField>
          <FormField
            label={texts.secretAccessKey}
            description={texts.keptText}
            errorText={missing(secretAccessKey, texts.secretAccessKey)}
          >
            <Input
              type="password"
              value={secretAccessKey}
              onChange={({ detail }) => setSecretAccessKey(detail.value)}
              autoComplete="current-password"
              name="secret-access-key"
            />
          </FormField>
          <FormField
            label={
              <>
                {texts.sessionToken} – <i>{texts.optional}</i>
              </>
            }
            description={texts.sessionTokenText}
          >
            <Input
              type="password"
              value={sessionToken}
              onChange={({ detail }) => setSessionToken(detail.value)}
              autoComplete="off"
              name="session-token"
            />
          </FormField>
          <FormField label={texts.region} description={texts.regionText} errorText={missing(region, texts.region)}>
            <Input value={region} onChange={({ detail }) => setRegion(detail.value)} spellcheck={false} name="region" />
          </FormField>
        </SpaceBetween>
      </Form>
    </form>
  );
}
