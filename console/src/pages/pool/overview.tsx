import type { UserPoolType } from '@aws-sdk/client-cognito-identity-provider';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import { Copyable } from '../../parts/copyable.tsx';
import { Time } from '../../parts/time.tsx';
import { useFormat } from '../../parts/use-format.ts';
import { useTexts } from '../../texts/texts.ts';

/** What a pool is. */
export function Overview({ pool }: { readonly pool: UserPoolType }) {
  const { pool: texts, pools } = useTexts();
  const format = useFormat();
  return (
    <Container header={<Header variant="h2">{texts.general}</Header>}>
      <KeyValuePairs
        columns={3}
        items={[
          { label: pools.id, value: <Copyable text={pool.Id} label={pools.id} /> },
          { label: texts.arn, value: <Copyable text={pool.Arn} label={texts.arn} /> },
          { label: texts.users, value: format.count(pool.EstimatedNumberOfUsers ?? 0) },
          { label: pools.created, value: <Time at={pool.CreationDate} /> },
          { label: pools.changed, value: <Time at={pool.LastModifiedDate} /> },
        ]}
      />
    </Container>
  );
}
