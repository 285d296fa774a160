import { I18nProvider } from '@cloudscape-design/components/i18n';
import messages from '@cloudscape-design/components/i18n/messages/all.en';
import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { NoticeProvider } from '../parts/notices.tsx';
import { createQueryClient } from '../service/query-client.ts';
import { SessionProvider, useSessionState } from '../service/session.tsx';
import { english, TextsContext } from '../texts/texts.ts';

const SignedIn = lazy(async () => ({ default: (await import('./signed-in.tsx')).SignedIn }));
const SignInPage = lazy(async () => ({ default: (await import('../pages/sign-in/sign-in-page.tsx')).SignInPage }));

export function App() {
  const [queryClient] = useState(createQueryClient);
  return (
    <I18nProvider locale={english.locale} messages={[messages]}>
      <TextsContext value={english}>
        <QueryClientProvider client={queryClient}>
          <SessionProvider>
            <NoticeProvider>
              <Pages />
            </NoticeProvider>
          </SessionProvider>
        </QueryClientProvider>
      </TextsContext>
    </I18nProvider>
  );
}

/** The address stays as it is while somebody signs in. */
function Pages() {
  const { session } = useSessionState();
  return <Suspense>{session === undefined ? <SignInPage /> : <SignedIn />}</Suspense>;
}
