import TopNavigation from '@cloudscape-design/components/top-navigation';
import { useSession, useSessionState } from '../service/session.tsx';
import { useTexts } from '../texts/texts.ts';
import { changeDisplay, type Display, useDisplay } from './display.ts';

/** The bar above all pages: account, region and who one is, and how the console looks. */
export function TopBar() {
  const { general } = useTexts();
  const { signOut } = useSessionState();
  const { account, arn, region } = useSession();
  const { mode, density } = useDisplay();
  const choose = (id: string, text: string, isChosen: boolean) => ({
    id,
    text,
    itemType: 'checkbox' as const,
    checked: isChosen,
  });
  const { display, account: words } = general;
  return (
    <TopNavigation
      identity={{ href: '#/', title: general.product }}
      utilities={[
        {
          type: 'menu-dropdown',
          iconName: 'settings',
          ariaLabel: display.menu,
          title: display.menu,
          items: [
            {
              id: 'mode',
              text: display.mode,
              items: (['system', 'light', 'dark'] as const).map((id) => choose(id, display[id], mode === id)),
            },
            {
              id: 'density',
              text: display.density,
              items: (['comfortable', 'compact'] as const).map((id) => choose(id, display[id], density === id)),
            },
          ],
          onItemClick: ({ detail: { id } }) => changeDisplay(displayChange(id)),
        },
        {
          type: 'menu-dropdown',
          iconName: 'user-profile',
          text: `${nameOf(arn)} · ${account} · ${region}`,
          items: [
            { id: 'arn', text: arn, disabled: true },
            { id: 'account', text: words.account(account), disabled: true },
            { id: 'region', text: words.region(region), disabled: true },
            { id: 'sign-out', text: words.signOut },
          ],
          onItemClick: ({ detail: { id } }) => {
            if (id === 'sign-out') signOut();
          },
        },
      ]}
    />
  );
}

function displayChange(id: string): Partial<Display> {
  if (id === 'comfortable' || id === 'compact') return { density: id };
  return id === 'light' || id === 'dark' || id === 'system' ? { mode: id } : {};
}

/** `ann` of `arn:aws:iam::123456789012:user/ann`. */
function nameOf(arn: string): string {
  return arn.slice(Math.max(arn.lastIndexOf(':'), arn.lastIndexOf('/')) + 1);
}
