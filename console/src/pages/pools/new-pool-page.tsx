import {
  type AliasAttributeType,
  CreateUserPoolCommand,
  type CreateUserPoolCommandInput,
  type UsernameAttributeType,
  type VerifiedAttributeType,
} from '@aws-sdk/client-cognito-identity-provider';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import Multiselect from '@cloudscape-design/components/multiselect';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Toggle from '@cloudscape-design/components/toggle';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import { FailureAlert } from '../../parts/failure-alert.tsx';
import { useNotices } from '../../parts/notices.tsx';
import { Page } from '../../parts/page.tsx';
import { paths } from '../../parts/paths.ts';
import { useClients } from '../../service/session.tsx';
import { useTexts } from '../../texts/texts.ts';
import { ChoiceField } from './choice-field.tsx';
import { type CustomAttribute, CustomAttributesField, isGoodCustomName } from './custom-attributes-field.tsx';

const STANDARD_ATTRIBUTES =
  'address birthdate email family_name gender given_name locale middle_name name nickname phone_number picture preferred_username profile updated_at website zoneinfo'.split(
    ' ',
  );

interface NewPool {
  readonly name: string;
  readonly signIn: 'name' | 'address';
  readonly aliases: readonly AliasAttributeType[];
  readonly addresses: readonly UsernameAttributeType[];
  readonly isCaseSensitive: boolean;
  readonly required: readonly string[];
  readonly custom: readonly CustomAttribute[];
  readonly verified: readonly VerifiedAttributeType[];
}

const BEGINNING: NewPool = {
  name: '',
  signIn: 'name',
  aliases: [],
  addresses: ['email'],
  isCaseSensitive: false,
  required: [],
  custom: [],
  verified: ['email'],
};

/** Creates a user pool: `#/new-pool`. */
export function NewPoolPage() {
  const { newPool: texts, pools, general } = useTexts();
  const { cognito } = useClients();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const { post } = useNotices();
  const [pool, setPool] = useState(BEGINNING);
  const [isTried, setIsTried] = useState(false);
  const change = (part: Partial<NewPool>) => setPool((before) => ({ ...before, ...part }));
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => cognito.send(new CreateUserPoolCommand(requestOf(pool))),
    async onSuccess({ UserPool: { Id = '', Name = '' } = {} }) {
      await queryClient.invalidateQueries({ queryKey: ['pools'] });
      await navigate(paths.pool(Id).slice(1));
      post({ id: `created-${Id}`, type: 'success', content: texts.created(Name) });
    },
  });
  const problem = {
    name: pool.name.trim() === '' ? texts.missingName : '',
    addresses: pool.signIn === 'address' && pool.addresses.length === 0 ? texts.missingAddress : '',
    custom: pool.custom.every(({ name }) => isGoodCustomName(name)) ? '' : texts.badCustom,
  };
  const shown = (text: string) => (isTried ? text : '');
  const { email, phone, preferred } = texts;
  return (
    <Page title={texts.title} description={texts.intro} trail={[{ text: pools.title, href: paths.pools() }]}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setIsTried(true);
          if (Object.values(problem).every((text) => text === '')) mutate();
        }}
      >
        <Form
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button variant="link" href={paths.pools()} formAction="none">
                {general.actions.cancel}
              </Button>
              <Button variant="primary" loading={isPending} loadingText={texts.title}>
                {texts.title}
              </Button>
            </SpaceBetween>
          }
        >
          <SpaceBetween size="l">
            {error && <FailureAlert error={error} />}
            <Part title={texts.signIn} description={texts.signInText}>
              <FormField label={texts.name} description={texts.nameText} errorText={shown(problem.name)}>
                <Input value={pool.name} onChange={({ detail }) => change({ name: detail.value })} name="pool-name" />
              </FormField>
              <RadioGroup
                ariaLabel={texts.signIn}
                value={pool.signIn}
                onChange={({ detail }) => change({ signIn: detail.value === 'address' ? 'address' : 'name' })}
                items={[
                  { value: 'name', label: texts.signInWays.name, description: texts.signInWays.nameText },
                  { value: 'address', label: texts.signInWays.address, description: texts.signInWays.addressText },
                ]}
              />
              {pool.signIn === 'name' ? (
                <ChoiceField
                  label={texts.aliases}
                  description={texts.aliasesText}
                  choices={{ email, phone_number: phone, preferred_username: preferred }}
                  chosen={pool.aliases}
                  onChange={(aliases) => change({ aliases })}
                />
              ) : (
                <ChoiceField
                  label={texts.addresses}
                  choices={{ email, phone_number: phone }}
                  chosen={pool.addresses}
                  errorText={shown(problem.addresses)}
                  onChange={(addresses) => change({ addresses })}
                />
              )}
              <Toggle
                checked={pool.isCaseSensitive}
                description={texts.caseSensitiveText}
                onChange={({ detail }) => change({ isCaseSensitive: detail.checked })}
              >
                {texts.caseSensitive}
              </Toggle>
            </Part>
            <Part title={texts.attributes}>
              <FormField label={texts.required} description={texts.requiredText}>
                <Multiselect
                  placeholder={texts.choose}
                  options={STANDARD_ATTRIBUTES.map((value) => ({ value, label: value }))}
                  selectedOptions={pool.required.map((value) => ({ value, label: value }))}
                  onChange={({ detail }) =>
                    change({ required: detail.selectedOptions.flatMap(({ value }) => value ?? []) })
                  }
                />
              </FormField>
              <CustomAttributesField
                attributes={pool.custom}
                errorText={shown(problem.custom)}
                onChange={(custom) => change({ custom })}
              />
            </Part>
            <Part title={texts.verification}>
              <ChoiceField
                label={texts.verified}
                description={texts.verifiedText}
                choices={{ email, phone_number: phone }}
                chosen={pool.verified}
                onChange={(verified) => change({ verified })}
              />
            </Part>
          </SpaceBetween>
        </Form>
      </form>
    </Page>
  );
}

function Part({
  title,
  description,
  children,
}: {
  readonly title: string;
  readonly description?: string;
  readonly children: ReactNode;
}) {
  return (
    <Container
      header={
        <Header variant="h2" description={description}>
          {title}
        </Header>
      }
    >
      <SpaceBetween size="m">{children}</SpaceBetween>
    </Container>
  );
}

function requestOf(pool: NewPool): CreateUserPoolCommandInput {
  const schema = [
    ...pool.required.map((Name) => ({ Name, Required: true, Mutable: true, AttributeDataType: dataTypeOf(Name) })),
    ...pool.custom.map(({ name, type }) => ({ Name: name.trim(), AttributeDataType: type, Mutable: true })),
  ];
  return {
    PoolName: pool.name.trim(),
    AutoVerifiedAttributes: [...pool.verified],
    UsernameConfiguration: { CaseSensitive: pool.isCaseSensitive },
    ...(pool.signIn === 'address' && { UsernameAttributes: [...pool.addresses] }),
    ...(pool.signIn === 'name' && pool.aliases.length > 0 && { AliasAttributes: [...pool.aliases] }),
    ...(schema.length > 0 && { Schema: schema }),
  };
}

function dataTypeOf(attribute: string): 'Number' | 'String' {
  return attribute === 'updated_at' ? 'Number' : 'String';
}
