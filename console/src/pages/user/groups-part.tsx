import {
  AdminAddUserToGroupCommand,
  AdminRemoveUserFromGroupCommand,
  ListGroupsCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import TokenGroup from '@cloudscape-design/components/token-group';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FailureAlert } from '../../parts/failure-alert.tsx';
import { FormModal } from '../../parts/form-modal.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { useClients } from '../../service/session.tsx';
import { groupsOfUserQuery } from '../../service/user-queries.ts';
import { useTexts } from '../../texts/texts.ts';

const GROUPS_OFFERED = 60;

interface GroupsProps {
  readonly poolId: string;
  readonly userName: string;
}

/** The groups of a user. */
export function GroupsPart({ poolId, userName }: GroupsProps) {
  const { user: texts, groups: groupTexts } = useTexts();
  const clients = useClients();
  const queryClient = useQueryClient();
  const [isAdding, setIsAdding] = useState(false);
  const options = groupsOfUserQuery(clients, poolId, userName);
  const query = useQuery(options);
  const refresh = () => queryClient.invalidateQueries({ queryKey: options.queryKey });
  const { mutate: leave, error } = useMutation({
    mutationFn: (GroupName: string) =>
      clients.cognito.send(new AdminRemoveUserFromGroupCommand({ UserPoolId: poolId, Username: userName, GroupName })),
    onSettled: refresh,
  });
  return (
    <Container
      header={
        <Header variant="h2" actions={<Button onClick={() => setIsAdding(true)}>{texts.addToGroup}</Button>}>
          {texts.groups}
        </Header>
      }
    >
      {error && <FailureAlert error={error} />}
      <QueryView query={query} what={groupTexts.what}>
        {(names) =>
          names.length === 0 ? (
            <Box color="text-body-secondary">{texts.noGroups}</Box>
          ) : (
            <TokenGroup
              items={names.map((label) => ({ label, dismissLabel: texts.removeFromGroup(label) }))}
              onDismiss={({ detail }) => leave(names[detail.itemIndex] ?? '')}
            />
          )
        }
      </QueryView>
      {isAdding && (
        <AddModal poolId={poolId} userName={userName} onAdded={refresh} onClose={() => setIsAdding(false)} />
      )}
    </Container>
  );
}

function AddModal({
  poolId,
  userName,
  onAdded,
  onClose,
}: GroupsProps & { readonly onAdded: () => Promise<void>; readonly onClose: () => void }) {
  const { user: texts, groups: groupTexts, general } = useTexts();
  const { cognito } = useClients();
  const [name, setName] = useState<string>();
  const { data, error, isPending } = useQuery({
    queryKey: ['groups', poolId, 'offered'],
    async queryFn({ signal }) {
      const input = { UserPoolId: poolId, Limit: GROUPS_OFFERED };
      const { Groups = [] } = await cognito.send(new ListGroupsCommand(input), { abortSignal: signal });
      return Groups.flatMap(({ GroupName }) => GroupName ?? []);
    },
  });
  async function add() {
    const input = { UserPoolId: poolId, Username: userName, GroupName: name };
    await cognito.send(new AdminAddUserToGroupCommand(input));
    await onAdded();
  }
  return (
    <FormModal
      header={texts.addToGroup}
      submitText={general.actions.add}
      run={add}
      onClose={onClose}
      canSubmit={name !== undefined}
    >
      {error && <FailureAlert error={error} />}
      <FormField label={groupTexts.name}>
        <Select
          selectedOption={name === undefined ? null : { value: name, label: name }}
          options={(data ?? []).map((value) => ({ value, label: value }))}
          placeholder={texts.chooseGroup}
          statusType={isPending ? 'loading' : 'finished'}
          loadingText={general.loading(groupTexts.what)}
          empty={groupTexts.none}
          onChange={({ detail }) => setName(detail.selectedOption.value)}
        />
      </FormField>
    </FormModal>
  );
}
