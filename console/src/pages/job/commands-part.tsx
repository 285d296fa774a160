import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { CopyButton } from '../../parts/copy-button.tsx';
import { fileOfJob } from '../../service/files-at-hand.ts';
import type { JobDetails } from '../../service/job-details.ts';
import { useSession } from '../../service/session.tsx';
import { useTexts } from '../../texts/texts.ts';
import { boto3Commands, type CommandFacts, cliCommands, curlCommands } from './command-texts.ts';

const WRITERS = { cli: cliCommands, boto3: boto3Commands, curl: curlCommands } as const;
const WAYS = ['cli', 'boto3', 'curl'] as const;

/** The same import by commands, to copy. */
export function CommandsPart({ job }: { readonly job: JobDetails }) {
  const { commands: texts } = useTexts();
  const { region } = useSession();
  const facts: CommandFacts = {
    endpoint: window.location.origin,
    region,
    poolId: job.poolId,
    jobName: job.name,
    roleArn: job.roleArn ?? '',
    passwordHashingAlgorithm: job.passwordHashingAlgorithm,
    fileName: fileOfJob(job.jobId)?.name ?? texts.fileName,
  };
  return (
    <ExpandableSection variant="container" headerText={texts.title} headerDescription={texts.description}>
      <Tabs
        ariaLabel={texts.title}
        tabs={WAYS.map((way) => {
          const text = WRITERS[way](facts);
          return {
            id: way,
            label: texts.tabs[way],
            content: (
              <SpaceBetween size="xs">
                <CopyButton text={text} label={`${texts.tabs[way]}, ${texts.copy}`} />
                <Box variant="pre">
                  <code className="muster-detail">{text}</code>
                </Box>
              </SpaceBetween>
            ),
          };
        })}
      />
    </ExpandableSection>
  );
}
