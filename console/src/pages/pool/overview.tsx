import type { UserPoolType } from '@aws-sdk/client-cognito-identity-provider';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { Copyable } from '../../parts/copyable.tsx';
import { Time } from '../../parts/time.tsx';
import { useFormat } from '../../parts/use-format.ts';
import { useTexts } from '../../texts/texts.ts';
import { SettingsModal } from './settings-modal.tsx';

/** What a pool is, and what an import into it goes by. */
export function Overview({ pool }: { readonly pool: UserPoolType }) {
  const { pool: texts, pools } = useTexts();
  const format = useFormat();
  const [isEditing, setIsEditing] = useState(false);
  const list = (names: readonly string[] | undefined) => (names?.length ? names.join(', ') : texts.none);
  const { UsernameAttributes: addresses = [], Policies, MfaConfiguration = 'OFF' } = pool;
  const policy = Policies?.PasswordPolicy ?? {};
  const parts = [
    policy.RequireUppercase && texts.uppercase,
    policy.RequireLowercase && texts.lowercase,
    policy.RequireNumbers && texts.numbers,
    policy.RequireSymbols && texts.symbols,
  ].filter((part) => typeof part === 'string');
  return (
    <SpaceBetween size="l">
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
      <Container header={<Header variant="h2">{texts.importRules}</Header>}>
        <KeyValuePairs
          columns={3}
          items={[
            {
              label: texts.signInNames,
              value: addresses.length > 0 ? texts.signInAddress(addresses.join(', ')) : texts.signInName,
            },
            { label: texts.aliases, value: list(pool.AliasAttributes) },
            {
              label: texts.caseSensitive,
              value: pool.UsernameConfiguration?.CaseSensitive === false ? texts.caseIgnored : texts.caseMatters,
            },
            { label: texts.verified, value: list(pool.AutoVerifiedAttributes) },
            { label: texts.mfa, value: texts.mfaModes[MfaConfiguration] },
          ]}
        />
      </Container>
      <Container
        header={
          <Header variant="h2" actions={<Button onClick={() => setIsEditing(true)}>{texts.editSettings}</Button>}>
            {texts.settings}
          </Header>
        }
      >
        <KeyValuePairs
          columns={3}
          items={[
            { label: texts.minimumLength, value: format.count(policy.MinimumLength ?? 0) },
            { label: texts.requires, value: list(parts) },
            { label: texts.protection, value: pool.DeletionProtection === 'ACTIVE' ? texts.on : texts.off },
          ]}
        />
      </Container>
      {isEditing && <SettingsModal pool={pool} onClose={() => setIsEditing(false)} />}
    </SpaceBetween>
  );
}
