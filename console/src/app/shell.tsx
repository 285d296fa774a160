import AppLayout from '@cloudscape-design/components/app-layout';
import Box from '@cloudscape-design/components/box';
import SideNavigation from '@cloudscape-design/components/side-navigation';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { lazy, Suspense, useState } from 'react';
import { useLocation } from 'react-router';
import { paths } from '../parts/paths.ts';
import { useSessionState } from '../service/session.tsx';
import { useTexts } from '../texts/texts.ts';
import { Notices } from './notices.tsx';
import { PageBoundary } from './page-boundary.tsx';
import { Pages, preloadPage } from './routes.tsx';
import { TopBar } from './top-bar.tsx';

/** Loaded beside the frame, so that the frame is there first; and beside the first page, which would else wait for it. */
const ClientsProvider = lazy(async () => {
  preloadPage(window.location.hash.slice(1) || '/');
  return { default: (await import('../service/clients-provider.tsx')).ClientsProvider };
});

const SignInAgain = lazy(async () => ({ default: (await import('./sign-in-again.tsx')).SignInAgain }));

const NARROW = window.matchMedia('(max-width: 688px)');

/** What stands around every page of somebody who is signed in. */
export function Shell() {
  const { general } = useTexts();
  const { navigation } = general;
  const { refusal } = useSessionState();
  const { pathname } = useLocation();
  const [isOpen, setIsOpen] = useState(!NARROW.matches);
  return (
    <>
      <div id="top">
        <TopBar />
      </div>
      <AppLayout
        headerSelector="#top"
        toolsHide
        navigationOpen={isOpen}
        onNavigationChange={({ detail }) => setIsOpen(detail.open)}
        navigation={
          <SideNavigation
            header={{ href: paths.pools(), text: general.product }}
            activeHref={activeHref(pathname)}
            onFollow={() => NARROW.matches && setIsOpen(false)}
            items={[
              { type: 'link', text: navigation.pools, href: paths.pools() },
              { type: 'link', text: navigation.newImport, href: paths.newImport() },
              { type: 'link', text: navigation.jobs, href: paths.jobs() },
              { type: 'link', text: navigation.users, href: paths.users() },
              { type: 'link', text: navigation.messages, href: paths.messages() },
              { type: 'divider' },
              { type: 'link', text: navigation.health, href: paths.health() },
            ]}
          />
        }
        notifications={<Notices />}
        ariaLabels={{
          navigation: navigation.label,
          navigationToggle: navigation.open,
          navigationClose: navigation.close,
          notifications: navigation.notifications,
        }}
        content={
          <PageBoundary address={pathname}>
            <Suspense
              fallback={
                <Box variant="h1">
                  <StatusIndicator type="loading">{general.loading(general.pageWord)}</StatusIndicator>
                </Box>
              }
            >
              <ClientsProvider>
                <Pages />
              </ClientsProvider>
            </Suspense>
          </PageBoundary>
        }
      />
      {refusal !== undefined && (
        <Suspense>
          <SignInAgain />
        </Suspense>
      )}
    </>
  );
}

/** The entry of the navigation to which an address belongs. */
function activeHref(pathname: string): string {
  const [, first = 'pools', , third] = pathname.split('/');
  if (first === 'pools' && third === 'users') return paths.users();
  if (first === 'new-pool') return paths.pools();
  return `#/${first}`;
}
