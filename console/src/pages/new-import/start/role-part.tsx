import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { UseQueryResult } from '@tanstack/react-query';
import { QueryView } from '../../../parts/query-view.tsx';
import { ROLE_POLICIES } from '../../../service/import-role.ts';
import { useTexts } from '../../../texts/texts.ts';

/** The role that the job writes its log with: there already, made by the import, or another one. Its policies are shown. */
export function RolePart({
  query,
  other,
  onOther,
}: {
  /** Of the ARN; null: there is none yet. */
  readonly query: UseQueryResult<string | null>;
  /** The ARN of another role, or nothing. */
  readonly other: string;
  readonly onOther: (arn: string) => void;
}) {
  const { newImport } = useTexts();
  const texts = newImport.role;
  return (
    <SpaceBetween size="s">
      <div>
        <Box variant="h3">{texts.title}</Box>
        <Box color="text-body-secondary">{texts.text}</Box>
      </div>
      <QueryView query={query} what={texts.what}>
        {(arn) =>
          arn === null ? (
            <StatusIndicator type="info">{texts.missing}</StatusIndicator>
          ) : (
            <StatusIndicator type="success">
              {texts.ready}: <span className="muster-break">{arn}</span>
            </StatusIndicator>
          )
        }
      </QueryView>
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
            onChange={({ detail }) => onOther(detail.value)}
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
