import {
  UpdateUserPoolCommand,
  type UpdateUserPoolCommandInput,
  type UserPoolType,
  type VerifiedAttributeType,
} from '@aws-sdk/client-cognito-identity-provider';
import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Toggle from '@cloudscape-design/components/toggle';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FormModal } from '../../parts/form-modal.tsx';
import { useNotices } from '../../parts/notices.tsx';
import { poolQuery } from '../../service/pool-queries.ts';
import { useClients } from '../../service/session.tsx';
import { useTexts } from '../../texts/texts.ts';

const LENGTH_MIN = 6;
const LENGTH_MAX = 99;
const KINDS = ['RequireUppercase', 'RequireLowercase', 'RequireNumbers', 'RequireSymbols'] as const;

/** Settings that can be changed. Those that are not shown are sent as they are: an update puts what it leaves out back to its default. */
export function SettingsModal({ pool, onClose }: { readonly pool: UserPoolType; readonly onClose: () => void }) {
  const { pool: texts, newPool, general } = useTexts();
  const clients = useClients();
  const queryClient = useQueryClient();
  const { post } = useNotices();
  const policy = pool.Policies?.PasswordPolicy ?? {};
  const [length, setLength] = useState(String(policy.MinimumLength ?? 8));
  const [kinds, setKinds] = useState(() => KINDS.filter((kind) => policy[kind] === true));
  const [verified, setVerified] = useState<readonly VerifiedAttributeType[]>(pool.AutoVerifiedAttributes ?? []);
  const [isProtected, setIsProtected] = useState(pool.DeletionProtection === 'ACTIVE');
  const isGoodLength = /^\d+$/.test(length) && Number(length) >= LENGTH_MIN && Number(length) <= LENGTH_MAX;
  const labels = [texts.uppercase, texts.lowercase, texts.numbers, texts.symbols];

  async function save() {
    const settings: UpdateUserPoolCommandInput = {
      ...unchangedSettings(pool),
      Policies: {
        ...pool.Policies,
        PasswordPolicy: {
          ...policy,
          MinimumLength: Number(length),
          ...Object.fromEntries(KINDS.map((kind) => [kind, kinds.includes(kind)])),
        },
      },
      AutoVerifiedAttributes: [...verified],
      DeletionProtection: isProtected ? 'ACTIVE' : 'INACTIVE',
    };
    await clients.cognito.send(new UpdateUserPoolCommand(settings));
    await queryClient.invalidateQueries({ queryKey: poolQuery(clients, pool.Id ?? '').queryKey });
    post({ id: 'pool-saved', type: 'success', content: texts.saved });
  }

  return (
    <FormModal
      header={texts.editSettings}
      submitText={general.actions.save}
      run={save}
      onClose={onClose}
      canSubmit={isGoodLength}
    >
      <FormField label={texts.minimumLength} errorText={isGoodLength ? '' : texts.badLength}>
        <Input value={length} inputMode="numeric" onChange={({ detail }) => setLength(detail.value)} />
      </FormField>
      <FormField label={texts.requires}>
        <SpaceBetween size="xxs">
          {KINDS.map((kind, index) => (
            <Checkbox
              key={kind}
              checked={kinds.includes(kind)}
              onChange={({ detail }) =>
                setKinds(KINDS.filter((other) => (other === kind ? detail.checked : kinds.includes(other))))
              }
            >
              {labels[index]}
            </Checkbox>
          ))}
        </SpaceBetween>
      </FormField>
      <FormField label={newPool.verified} description={newPool.verifiedText}>
        <SpaceBetween size="xxs">
          {(['email', 'phone_number'] as const).map((name) => (
            <Checkbox
              key={name}
              checked={verified.includes(name)}
              onChange={({ detail }) =>
                setVerified(detail.checked ? [...verified, name] : verified.filter((other) => other !== name))
              }
            >
              {name === 'email' ? newPool.email : newPool.phone}
            </Checkbox>
          ))}
        </SpaceBetween>
      </FormField>
      <Toggle checked={isProtected} onChange={({ detail }) => setIsProtected(detail.checked)}>
        {texts.protection}
      </Toggle>
    </FormModal>
  );
}

function unchangedSettings(pool: UserPoolType): UpdateUserPoolCommandInput {
  return {
    UserPoolId: pool.Id,
    LambdaConfig: pool.LambdaConfig,
    SmsVerificationMessage: pool.SmsVerificationMessage,
    EmailVerificationMessage: pool.EmailVerificationMessage,
    EmailVerificationSubject: pool.EmailVerificationSubject,
    VerificationMessageTemplate: pool.VerificationMessageTemplate,
    SmsAuthenticationMessage: pool.SmsAuthenticationMessage,
    UserAttributeUpdateSettings: pool.UserAttributeUpdateSettings,
    MfaConfiguration: pool.MfaConfiguration,
    DeviceConfiguration: pool.DeviceConfiguration,
    EmailConfiguration: pool.EmailConfiguration,
    SmsConfiguration: pool.SmsConfiguration,
    UserPoolTags: pool.UserPoolTags,
    AdminCreateUserConfig: withoutOldValidity(pool.AdminCreateUserConfig),
    UserPoolAddOns: pool.UserPoolAddOns,
    AccountRecoverySetting: pool.AccountRecoverySetting,
    UserPoolTier: pool.UserPoolTier,
  };
}

/** Cognito refuses the old member beside the policy that replaced it, though its answers have both. */
function withoutOldValidity(config: UserPoolType['AdminCreateUserConfig']): UserPoolType['AdminCreateUserConfig'] {
  if (config === undefined) return undefined;
  const { UnusedAccountValidityDays: _days, ...rest } = config;
  return rest;
}
