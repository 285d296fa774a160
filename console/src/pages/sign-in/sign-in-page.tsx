import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { FailureAlert } from '../../parts/failure-alert.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { readServerFacts } from '../../service/server-facts.ts';
import { useSessionState } from '../../service/session.tsx';
import { useTexts } from '../../texts/texts.ts';
import { SignInForm } from './sign-in-form.tsx';

const DEFAULT_CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' };

/** For whoever is not signed in, whatever page was asked for: it is shown as soon as somebody is. */
export function SignInPage() {
  const { general, signIn: texts } = useTexts();
  const facts = useQuery({ queryKey: ['server-facts'], queryFn: readServerFacts, retry: true, retryDelay: 2_000 });
  useEffect(() => {
    document.title = `${texts.title} · ${general.product}`;
  }, [texts, general]);
  return (
    <main className="muster-sign-in">
      <SpaceBetween size="l">
        <Box variant="h1" textAlign="center">
          {general.product}
        </Box>
        <Box variant="p" textAlign="center" color="text-body-secondary">
          {texts.intro}
        </Box>
        <QueryView query={facts} what={general.product}>
          {({ defaultCredentials, region }) =>
            defaultCredentials ? (
              <SpaceBetween size="m">
                <DefaultSignIn region={region} />
                <ExpandableSection variant="container" headerText={texts.withKey}>
                  <SignInForm region={region} />
                </ExpandableSection>
              </SpaceBetween>
            ) : (
              <Container header={<Header variant="h2">{texts.withKey}</Header>}>
                <SignInForm region={region} />
              </Container>
            )
          }
        </QueryView>
      </SpaceBetween>
    </main>
  );
}

function DefaultSignIn({ region }: { readonly region: string }) {
  const { signIn: texts } = useTexts();
  const { signIn } = useSessionState();
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  async function enter() {
    setIsBusy(true);
    setError(undefined);
    try {
      await signIn(DEFAULT_CREDENTIALS, region);
    } catch (failure) {
      setError(failure);
      setIsBusy(false);
    }
  }
  return (
    <Container>
      <SpaceBetween size="m">
        {error !== undefined && <FailureAlert error={error} />}
        <Button variant="primary" fullWidth loading={isBusy} loadingText={texts.submit} onClick={() => void enter()}>
          {texts.withDefaults}
        </Button>
        <Box color="text-body-secondary">{texts.defaultsText}</Box>
      </SpaceBetween>
    </Container>
  );
}
