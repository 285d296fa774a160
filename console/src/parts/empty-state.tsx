import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';

/** In place of a list that has nothing: what it would have, and how to get there. */
export function EmptyState({
  title,
  text,
  action,
}: {
  readonly title: ReactNode;
  readonly text?: string;
  readonly action?: ReactNode;
}) {
  return (
    <Box textAlign="center" padding="l">
      <SpaceBetween size="s">
        <Box variant="strong">{title}</Box>
        {text !== undefined && <Box color="text-body-secondary">{text}</Box>}
        {action}
      </SpaceBetween>
    </Box>
  );
}
