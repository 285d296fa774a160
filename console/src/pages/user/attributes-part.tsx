import {
  AdminDeleteUserAttributesCommand,
  AdminUpdateUserAttributesCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import AttributeEditor from '@cloudscape-design/components/attribute-editor';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import Table from '@cloudscape-design/components/table';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FormModal } from '../../parts/form-modal.tsx';
import { useNotices } from '../../parts/notices.tsx';
import { ValueText } from '../../parts/value-text.tsx';
import { useClients } from '../../service/session.tsx';
import type { ShownUser } from '../../service/user-queries.ts';
import { useTexts } from '../../texts/texts.ts';

/** Nobody can change it. */
const FIXED = 'sub';
/** A change of one of them alone makes it unverified (R921, R922). */
const VERIFIED_CONTACTS = ['email', 'phone_number'];

/** The attributes of a user, and a form that changes them. */
export function AttributesPart({ poolId, user }: { readonly poolId: string; readonly user: ShownUser }) {
  const { user: texts } = useTexts();
  const [isEditing, setIsEditing] = useState(false);
  return (
    <>
      <Table
        items={Object.entries(user.attributes)}
        trackBy={([name]) => name}
        wrapLines
        header={
          <Header variant="h2" actions={<Button onClick={() => setIsEditing(true)}>{texts.editAttributes}</Button>}>
            {texts.attributes}
          </Header>
        }
        columnDefinitions={[
          { id: 'name', header: texts.name, cell: ([name]) => <ValueText value={name} />, isRowHeader: true },
          { id: 'value', header: texts.value, cell: ([, value]) => <ValueText value={value} /> },
        ]}
      />
      {isEditing && <EditModal poolId={poolId} user={user} onClose={() => setIsEditing(false)} />}
    </>
  );
}

interface EditedAttribute {
  readonly name: string;
  readonly value: string;
  /** It was there before, so its name stays. */
  readonly isKnown: boolean;
}

function EditModal({
  poolId,
  user,
  onClose,
}: {
  readonly poolId: string;
  readonly user: ShownUser;
  readonly onClose: () => void;
}) {
  const { user: texts, general } = useTexts();
  const { cognito } = useClients();
  const queryClient = useQueryClient();
  const { post } = useNotices();
  const [edited, setEdited] = useState<readonly EditedAttribute[]>(() =>
    Object.entries(user.attributes)
      .filter(([name]) => name !== FIXED)
      .map(([name, value]) => ({ name, value, isKnown: true })),
  );
  const change = (index: number, part: Partial<EditedAttribute>) =>
    setEdited(edited.map((attribute, other) => (other === index ? { ...attribute, ...part } : attribute)));

  async function save() {
    const target = { UserPoolId: poolId, Username: user.userName };
    const changed = edited.filter(({ name, value }) => name.trim() !== '' && value !== (user.attributes[name] ?? ''));
    const verified = VERIFIED_CONTACTS.filter((contact) => changed.some(({ name }) => name === contact));
    const written = edited.filter(
      (attribute) =>
        attribute.value !== '' &&
        (changed.includes(attribute) || verified.some((contact) => attribute.name === `${contact}_verified`)),
    );
    const kept = new Set(edited.filter(({ value }) => value !== '').map(({ name }) => name));
    const deleted = Object.keys(user.attributes).filter((name) => name !== FIXED && !kept.has(name));
    if (written.length > 0) {
      const UserAttributes = written.map(({ name, value }) => ({ Name: name.trim(), Value: value }));
      await cognito.send(new AdminUpdateUserAttributesCommand({ ...target, UserAttributes }));
    }
    if (deleted.length > 0) {
      await cognito.send(new AdminDeleteUserAttributesCommand({ ...target, UserAttributeNames: deleted }));
    }
    await queryClient.invalidateQueries({ queryKey: ['user', poolId, user.userName] });
    post({ id: 'user-saved', type: 'success', content: texts.done.saved });
  }

  return (
    <FormModal
      header={texts.editAttributes}
      submitText={general.actions.save}
      run={save}
      onClose={onClose}
      size="large"
    >
      <Box color="text-body-secondary">{texts.editText}</Box>
      <AttributeEditor
        items={edited}
        addButtonText={texts.addAttribute}
        removeButtonText={general.actions.remove}
        onAddButtonClick={() => setEdited([...edited, { name: '', value: '', isKnown: false }])}
        onRemoveButtonClick={({ detail }) => setEdited(edited.filter((_, index) => index !== detail.itemIndex))}
        definition={[
          {
            label: texts.name,
            control: ({ name, isKnown }, index) => (
              <Input
                value={name}
                readOnly={isKnown}
                spellcheck={false}
                onChange={({ detail }) => change(index, { name: detail.value })}
              />
            ),
          },
          {
            label: texts.value,
            control: ({ value }, index) => (
              <Input
                value={value}
                spellcheck={false}
                onChange={({ detail }) => change(index, { value: detail.value })}
              />
            ),
          },
        ]}
      />
    </FormModal>
  );
}
