import {
  CreateGroupCommand,
  DeleteGroupCommand,
  type GroupType,
  ListGroupsCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmNameModal } from '../../parts/confirm-name-modal.tsx';
import { CursorTable } from '../../parts/cursor-table.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { FormModal } from '../../parts/form-modal.tsx';
import { Time } from '../../parts/time.tsx';
import { useFormat } from '../../parts/use-format.ts';
import { ValueText } from '../../parts/value-text.tsx';
import { useClients } from '../../service/session.tsx';
import { useTexts } from '../../texts/texts.ts';

const GROUPS_PER_PAGE = 60;

/** The groups of a pool. */
export function GroupsTab({ poolId }: { readonly poolId: string }) {
  const { groups: texts, general } = useTexts();
  const { cognito } = useClients();
  const format = useFormat();
  const queryClient = useQueryClient();
  const [question, setQuestion] = useState<'create' | GroupType>();
  const close = () => setQuestion(undefined);
  const create = <Button onClick={() => setQuestion('create')}>{texts.create}</Button>;
  const doomed = typeof question === 'object' ? question : undefined;
  async function deleteGroup() {
    await cognito.send(new DeleteGroupCommand({ UserPoolId: poolId, GroupName: doomed?.GroupName }));
    await queryClient.invalidateQueries({ queryKey: ['groups', poolId] });
  }
  return (
    <>
      <CursorTable
        title={texts.title}
        what={texts.what}
        description={texts.text}
        queryKey={['groups', poolId]}
        fetchPage={async (token, signal) => {
          const input = { UserPoolId: poolId, Limit: GROUPS_PER_PAGE, NextToken: token };
          const { Groups = [], NextToken } = await cognito.send(new ListGroupsCommand(input), { abortSignal: signal });
          return { items: Groups, next: NextToken };
        }}
        trackBy={({ GroupName = '' }) => GroupName}
        empty={<EmptyState title={texts.none} action={create} />}
        actions={create}
        columns={[
          {
            id: 'name',
            header: texts.name,
            cell: ({ GroupName }) => <ValueText value={GroupName} />,
            isRowHeader: true,
          },
          {
            id: 'description',
            header: texts.description,
            cell: ({ Description }) => <ValueText value={Description} />,
          },
          {
            id: 'precedence',
            header: texts.precedence,
            cell: ({ Precedence }) => (Precedence === undefined ? general.empty : format.count(Precedence)),
          },
          { id: 'created', header: texts.created, cell: ({ CreationDate }) => <Time at={CreationDate} /> },
          {
            id: 'actions',
            header: general.actionsColumn,
            cell: (group) => (
              <Button
                variant="inline-link"
                ariaLabel={`${general.actions.delete}: ${group.GroupName}`}
                onClick={() => setQuestion(group)}
              >
                {general.actions.delete}
              </Button>
            ),
          },
        ]}
      />
      {question === 'create' && <CreateGroupModal poolId={poolId} onClose={close} />}
      {doomed && (
        <ConfirmNameModal
          header={texts.deleteTitle}
          warning={texts.deleteText}
          name={doomed.GroupName ?? ''}
          run={deleteGroup}
          onClose={close}
        />
      )}
    </>
  );
}

function CreateGroupModal({ poolId, onClose }: { readonly poolId: string; readonly onClose: () => void }) {
  const { groups: texts } = useTexts();
  const { cognito } = useClients();
  const queryClient = useQueryClient();
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const [precedence, setPrecedence] = useState('');
  async function create() {
    const input = {
      UserPoolId: poolId,
      GroupName: name.trim(),
      ...(description !== '' && { Description: description }),
      ...(precedence !== '' && { Precedence: Number(precedence) }),
    };
    await cognito.send(new CreateGroupCommand(input));
    await queryClient.invalidateQueries({ queryKey: ['groups', poolId] });
  }
  return (
    <FormModal
      header={texts.create}
      submitText={texts.create}
      run={create}
      onClose={onClose}
      canSubmit={name.trim() !== '' && /^\d*$/.test(precedence)}
    >
      <FormField label={texts.name}>
        <Input value={name} onChange={({ detail }) => setName(detail.value)} />
      </FormField>
      <FormField label={texts.description}>
        <Input value={description} onChange={({ detail }) => setDescription(detail.value)} />
      </FormField>
      <FormField label={texts.precedence} description={texts.precedenceText}>
        <Input value={precedence} inputMode="numeric" onChange={({ detail }) => setPrecedence(detail.value)} />
      </FormField>
    </FormModal>
  );
}
