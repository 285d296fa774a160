import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { FailureAlert } from '../../../parts/failure-alert.tsx';
import { QueryView } from '../../../parts/query-view.tsx';
import { importRoleQuery, makeImportRole, ROLE_POLICIES } from '../../../service/import-role.ts';
import { useClients } from '../../../service/session.tsx';
import { useTexts } from '../../../texts/texts.ts';

/** The role that the job writes its log with: made with one click, or named. Its policies are shown. */
export function RolePart({
  roleArn,
  onRole,
}: {
  readonly roleArn: string | undefined;
  readonly onRole: (arn: string | undefined) => void;
}) {
  const { newImport } = useTexts();
  const clients = useClients();
  const queryClient = useQueryClient();
  const query = useQuery(importRoleQuery(clients));
  const [other, setOther] = useState('');
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => makeImportRole(clients),
    onSuccess: (arn) => queryClient.setQueryData(importRoleQuery(clients).queryKey, arn),
  });
  const texts = newImport.role;
  const found = query.data ?? undefined;
  const wanted = other.trim() === '' ? found : other.trim();
  useEffect(() => {
    if (wanted !== roleArn) onRole(wanted);
  }, [wanted, roleArn, onRole]);
  return (
    <SpaceBetween size="s">
      <div>
        <Box variant="h3">{texts.title}</Box>
        <Box color="text-body-secondary">{texts.text}</Box>
      </div>
      <QueryView query={query} what={texts.title.toLowerCase()}>
        {(arn) =>
          arn === null ? (
            <SpaceBetween size="xs">
              <StatusIndicator type="pending">{texts.missing}</StatusIndicator>
              <Button onClick={() => mutate()} loading={isPending} loadingText={texts.making}>
                {texts.make}
              </Button>
            </SpaceBetween>
          ) : (
            <StatusIndicator type="success">
              {texts.ready}: <span className="muster-break">{arn}</span>
            </StatusIndicator>
          )
        }
      </QueryView>
      {error && <FailureAlert error={error} />}
      <ExpandableSection headerText={texts.policies}>
        <SpaceBetween size="s">
          <Policy title={texts.trust} policy={ROLE_POLICIES.trust} />
          <Policy title={texts.log} policy={ROLE_POLICIES.log} />
        </SpaceBetween>
      </ExpandableSection>
      <ExpandableSection headerText={texts.other}>
        <FormField label={texts.other} description={texts.otherText}>
          <Input
            value={other}
            onChange={({ detail }) => setOther(detail.value)}
            placeholder="arn:aws:iam::123456789012:role/import"
            autoComplete={false}
            spellcheck={false}
          />
        </FormField>
      </ExpandableSection>
    </SpaceBetween>
  );
}

function Policy({ title, policy }: { readonly title: string; readonly policy: object }) {
  return (
    <div>
      <Box variant="h4">{title}</Box>
      <Box variant="pre">
        <span className="muster-detail">{JSON.stringify(policy, undefined, 2)}</span>
      </Box>
    </div>
  );
}
