import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type ReactNode, useEffect } from 'react';
import { useTexts } from '../texts/texts.ts';

export interface Crumb {
  readonly text: string;
  readonly href: string;
}

/** A page: its title in the tab of the browser and as its heading, where it lies, and what it holds. */
export function Page({
  title,
  trail = [],
  description,
  actions,
  children,
}: {
  readonly title: string;
  /** The pages above this one. */
  readonly trail?: readonly Crumb[];
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  const { general } = useTexts();
  useEffect(() => {
    document.title = `${title} · ${general.product}`;
  }, [title, general]);
  return (
    <ContentLayout
      breadcrumbs={
        trail.length > 0 && (
          <BreadcrumbGroup
            items={[...trail, { text: title, href: window.location.hash }]}
            ariaLabel={general.navigation.breadcrumbs}
          />
        )
      }
      header={
        <Header variant="h1" description={description} actions={actions}>
          <span className="muster-break">{title}</span>
        </Header>
      }
    >
      <SpaceBetween size="l">{children}</SpaceBetween>
    </ContentLayout>
  );
}
