import {
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminResetUserPasswordCommand,
  AdminSetUserPasswordCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import Alert from '@cloudscape-design/components/alert';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Toggle from '@cloudscape-design/components/toggle';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { ConfirmNameModal } from '../../parts/confirm-name-modal.tsx';
import { FailureAlert } from '../../parts/failure-alert.tsx';
import { FormModal } from '../../parts/form-modal.tsx';
import { useNotices } from '../../parts/notices.tsx';
import { paths } from '../../parts/paths.ts';
import { useClients } from '../../service/session.tsx';
import { calledNameOf, type ShownUser } from '../../service/user-queries.ts';
import { useTexts } from '../../texts/texts.ts';

type Question = 'delete' | 'password' | 'reset';

/** What an administrator can do with a user. */
export function UserActions({ poolId, user }: { readonly poolId: string; readonly user: ShownUser }) {
  const { user: texts } = useTexts();
  const { cognito } = useClients();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const { post } = useNotices();
  const [question, setQuestion] = useState<Question>();
  const { userName } = user;
  const target = { UserPoolId: poolId, Username: userName };
  const said = async (id: string, content: string) => {
    await queryClient.invalidateQueries({ queryKey: ['user', poolId] });
    post({ id, type: 'success', content });
  };
  const { mutate: toggle, isPending } = useMutation({
    async mutationFn() {
      if (user.isEnabled) await cognito.send(new AdminDisableUserCommand(target));
      else await cognito.send(new AdminEnableUserCommand(target));
      await said('user-enabled', user.isEnabled ? texts.done.disabled : texts.done.enabled);
    },
    onError: (error) => post({ id: 'user-enabled', type: 'error', content: <FailureAlert error={error} /> }),
  });
  async function reset() {
    await cognito.send(new AdminResetUserPasswordCommand(target));
    await said('user-reset', texts.done.reset);
  }
  async function remove() {
    await cognito.send(new AdminDeleteUserCommand(target));
    await navigate(paths.users(poolId).slice(1));
    post({ id: 'user-deleted', type: 'success', content: texts.deleted(calledNameOf(user)) });
    queryClient.removeQueries({ queryKey: ['user', poolId, userName] });
    await queryClient.invalidateQueries({ queryKey: ['users', poolId] });
  }
  const close = () => setQuestion(undefined);
  return (
    <>
      <ButtonDropdown
        loading={isPending}
        loadingText={texts.actions}
        items={[
          { id: 'toggle', text: user.isEnabled ? texts.disable : texts.enable },
          { id: 'reset', text: texts.reset },
          { id: 'password', text: texts.setPassword },
          { id: 'delete', text: texts.delete },
        ]}
        onItemClick={({ detail: { id } }) => {
          if (id === 'toggle') toggle();
          else if (id === 'reset' || id === 'password' || id === 'delete') setQuestion(id);
        }}
      >
        {texts.actions}
      </ButtonDropdown>
      {question === 'reset' && (
        <FormModal header={texts.resetTitle} submitText={texts.reset} run={reset} onClose={close}>
          <Alert type="warning">{texts.resetText}</Alert>
        </FormModal>
      )}
      {question === 'password' && (
        <SetPasswordModal
          onClose={close}
          onSubmit={async (Password, Permanent) => {
            await cognito.send(new AdminSetUserPasswordCommand({ ...target, Password, Permanent }));
            await said('user-password', texts.done.password);
          }}
        />
      )}
      {question === 'delete' && (
        <ConfirmNameModal
          header={texts.deleteTitle}
          warning={texts.deleteText}
          name={calledNameOf(user)}
          run={remove}
          onClose={close}
        />
      )}
    </>
  );
}

function SetPasswordModal({
  onSubmit,
  onClose,
}: {
  readonly onSubmit: (password: string, isPermanent: boolean) => Promise<void>;
  readonly onClose: () => void;
}) {
  const { user: texts } = useTexts();
  const [password, setPassword] = useState('');
  const [isPermanent, setIsPermanent] = useState(true);
  return (
    <FormModal
      header={texts.setPassword}
      submitText={texts.setPassword}
      run={() => onSubmit(password, isPermanent)}
      onClose={onClose}
      canSubmit={password !== ''}
    >
      <FormField label={texts.password}>
        <Input
          type="password"
          value={password}
          autoComplete="new-password"
          onChange={({ detail }) => setPassword(detail.value)}
        />
      </FormField>
      <Toggle
        checked={isPermanent}
        description={texts.permanentText}
        onChange={({ detail }) => setIsPermanent(detail.checked)}
      >
        {texts.permanent}
      </Toggle>
    </FormModal>
  );
}
