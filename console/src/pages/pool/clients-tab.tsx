import {
  CreateUserPoolClientCommand,
  DeleteUserPoolClientCommand,
  type ExplicitAuthFlowsType,
  ListUserPoolClientsCommand,
  type UserPoolClientDescription,
} from '@aws-sdk/client-cognito-identity-provider';
import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Toggle from '@cloudscape-design/components/toggle';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmNameModal } from '../../parts/confirm-name-modal.tsx';
import { Copyable } from '../../parts/copyable.tsx';
import { CursorTable } from '../../parts/cursor-table.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { FormModal } from '../../parts/form-modal.tsx';
import { ValueText } from '../../parts/value-text.tsx';
import { useClients } from '../../service/session.tsx';
import { useTexts } from '../../texts/texts.ts';
import { ClientDetails } from './client-details.tsx';

const FLOWS: readonly ExplicitAuthFlowsType[] = [
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'ALLOW_USER_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
];
const FLOWS_CHOSEN: readonly ExplicitAuthFlowsType[] = [
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
];
const CLIENTS_PER_PAGE = 60;

type Question = 'create' | { readonly kind: 'show' | 'delete'; readonly client: UserPoolClientDescription };

/** The applications that sign users of a pool in. */
export function ClientsTab({ poolId }: { readonly poolId: string }) {
  const { clients: texts, general } = useTexts();
  const { cognito } = useClients();
  const queryClient = useQueryClient();
  const [question, setQuestion] = useState<Question>();
  const close = () => setQuestion(undefined);
  const create = <Button onClick={() => setQuestion('create')}>{texts.create}</Button>;
  const client = typeof question === 'object' ? question.client : undefined;
  async function deleteClient() {
    await cognito.send(new DeleteUserPoolClientCommand({ UserPoolId: poolId, ClientId: client?.ClientId }));
    await queryClient.invalidateQueries({ queryKey: ['clients', poolId] });
  }
  return (
    <>
      <CursorTable
        title={texts.title}
        what={texts.what}
        description={texts.text}
        queryKey={['clients', poolId]}
        fetchPage={async (token, signal) => {
          const input = { UserPoolId: poolId, MaxResults: CLIENTS_PER_PAGE, NextToken: token };
          const { UserPoolClients = [], NextToken } = await cognito.send(new ListUserPoolClientsCommand(input), {
            abortSignal: signal,
          });
          return { items: UserPoolClients, next: NextToken };
        }}
        trackBy={({ ClientId = '' }) => ClientId}
        empty={<EmptyState title={texts.none} action={create} />}
        actions={create}
        columns={[
          {
            id: 'name',
            header: texts.name,
            cell: ({ ClientName }) => <ValueText value={ClientName} />,
            isRowHeader: true,
          },
          { id: 'id', header: texts.id, cell: ({ ClientId }) => <Copyable text={ClientId} label={texts.id} /> },
          {
            id: 'actions',
            header: general.actionsColumn,
            cell: (client) => (
              <SpaceBetween direction="horizontal" size="xs">
                <Button
                  variant="inline-link"
                  ariaLabel={`${texts.show}: ${client.ClientName}`}
                  onClick={() => setQuestion({ kind: 'show', client })}
                >
                  {texts.show}
                </Button>
                <Button
                  variant="inline-link"
                  ariaLabel={`${general.actions.delete}: ${client.ClientName}`}
                  onClick={() => setQuestion({ kind: 'delete', client })}
                >
                  {general.actions.delete}
                </Button>
              </SpaceBetween>
            ),
          },
        ]}
      />
      {question === 'create' && <CreateClientModal poolId={poolId} onClose={close} />}
      {typeof question === 'object' && question.kind === 'show' && (
        <ClientDetails poolId={poolId} clientId={client?.ClientId ?? ''} onClose={close} />
      )}
      {typeof question === 'object' && question.kind === 'delete' && (
        <ConfirmNameModal
          header={texts.deleteTitle}
          warning={texts.deleteText}
          name={client?.ClientName ?? ''}
          run={deleteClient}
          onClose={close}
        />
      )}
    </>
  );
}

function CreateClientModal({ poolId, onClose }: { readonly poolId: string; readonly onClose: () => void }) {
  const { clients: texts } = useTexts();
  const { cognito } = useClients();
  const queryClient = useQueryClient();
  const [name, setName] = useState('');
  const [flows, setFlows] = useState(FLOWS_CHOSEN);
  const [hasSecret, setHasSecret] = useState(false);
  async function create() {
    const input = {
      UserPoolId: poolId,
      ClientName: name.trim(),
      ExplicitAuthFlows: [...flows],
      GenerateSecret: hasSecret,
    };
    await cognito.send(new CreateUserPoolClientCommand(input));
    await queryClient.invalidateQueries({ queryKey: ['clients', poolId] });
  }
  return (
    <FormModal
      header={texts.create}
      submitText={texts.create}
      run={create}
      onClose={onClose}
      canSubmit={name.trim() !== ''}
    >
      <FormField label={texts.name}>
        <Input value={name} onChange={({ detail }) => setName(detail.value)} />
      </FormField>
      <FormField label={texts.flows} description={texts.flowsText} constraintText={texts.importedHint}>
        <SpaceBetween size="xxs">
          {FLOWS.map((flow) => (
            <Checkbox
              key={flow}
              checked={flows.includes(flow)}
              onChange={({ detail }) =>
                setFlows(FLOWS.filter((other) => (other === flow ? detail.checked : flows.includes(other))))
              }
            >
              {texts.flowNames[flow]}
            </Checkbox>
          ))}
        </SpaceBetween>
      </FormField>
      <Toggle
        checked={hasSecret}
        description={texts.generateSecretText}
        onChange={({ detail }) => setHasSecret(detail.checked)}
      >
        {texts.generateSecret}
      </Toggle>
    </FormModal>
  );
}
