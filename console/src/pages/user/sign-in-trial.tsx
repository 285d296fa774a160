import { ListUserPoolClientsCommand, type UserPoolClientType } from '@aws-sdk/client-cognito-identity-provider';
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import FormField from '@cloudscape-design/components/form-field';
import Link from '@cloudscape-design/components/link';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { paths } from '../../parts/paths.ts';
import { QueryView } from '../../parts/query-view.tsx';
import { toVisible } from '../../parts/value-text.tsx';
import { appClientQuery } from '../../service/pool-queries.ts';
import { useClients } from '../../service/session.tsx';
import { TRIAL_FLOWS, type TrialFlow } from '../../service/sign-in-as-user.ts';
import { useTexts } from '../../texts/texts.ts';
import { TrialForm } from './trial-form.tsx';

const CLIENTS_OFFERED = 60;
const FLOWS = Object.keys(TRIAL_FLOWS) as TrialFlow[];

interface TrialProps {
  readonly poolId: string;
  readonly userName: string;
}

/** A sign-in as an application would do it, to see whether it works and what the tokens say. */
export function SignInTrial({ poolId, userName }: TrialProps) {
  const { trial: texts } = useTexts();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <ExpandableSection
      variant="container"
      headerText={texts.title}
      headerDescription={texts.text}
      expanded={isOpen}
      onChange={({ detail }) => setIsOpen(detail.expanded)}
    >
      {isOpen && <ChooseClient poolId={poolId} userName={userName} />}
    </ExpandableSection>
  );
}

function ChooseClient({ poolId, userName }: TrialProps) {
  const { trial: texts, clients: clientTexts, pool } = useTexts();
  const { cognito } = useClients();
  const [chosen, setChosen] = useState<string>();
  const query = useQuery({
    queryKey: ['clients', poolId, 'offered'],
    async queryFn({ signal }) {
      const input = { UserPoolId: poolId, MaxResults: CLIENTS_OFFERED };
      const { UserPoolClients = [] } = await cognito.send(new ListUserPoolClientsCommand(input), {
        abortSignal: signal,
      });
      return UserPoolClients.map(({ ClientId = '', ClientName = '' }) => ({
        value: ClientId,
        label: toVisible(ClientName),
        description: ClientId,
      }));
    },
  });
  return (
    <QueryView query={query} what={clientTexts.what}>
      {(options) => {
        const selected = options.find(({ value }) => value === chosen) ?? options[0];
        if (selected === undefined) {
          const [before, after] = texts.noClients;
          return (
            <Alert type="info">
              {before}
              <Link href={paths.pool(poolId, 'clients')}>{pool.tabs.clients}</Link>
              {after}
            </Alert>
          );
        }
        return (
          <SpaceBetween size="m">
            <FormField label={texts.client}>
              <Select
                selectedOption={selected}
                options={options}
                onChange={({ detail }) => setChosen(detail.selectedOption.value)}
              />
            </FormField>
            <ChooseFlow key={selected.value} poolId={poolId} userName={userName} clientId={selected.value} />
          </SpaceBetween>
        );
      }}
    </QueryView>
  );
}

function ChooseFlow({ poolId, userName, clientId }: TrialProps & { readonly clientId: string }) {
  const { trial: texts, clients: clientTexts } = useTexts();
  const query = useQuery(appClientQuery(useClients(), poolId, clientId));
  const [chosen, setChosen] = useState<TrialFlow>();
  return (
    <QueryView query={query} what={clientTexts.what}>
      {(client) => {
        const flows = flowsOf(client);
        const flow = chosen ?? flows[0];
        if (flow === undefined) return <Alert type="info">{texts.noFlows}</Alert>;
        const option = (name: TrialFlow) => ({ value: name, label: texts.flows[name] });
        const isImpossible = flow === 'USER_SRP_AUTH' && client.ClientSecret !== undefined;
        return (
          <SpaceBetween size="m">
            <FormField label={texts.flow}>
              <Select
                selectedOption={option(flow)}
                options={flows.map(option)}
                onChange={({ detail }) => setChosen(flows.find((name) => name === detail.selectedOption.value))}
              />
            </FormField>
            {isImpossible ? (
              <Box>{texts.srpSecret}</Box>
            ) : (
              <TrialForm
                key={flow}
                client={{ poolId, clientId, clientSecret: client.ClientSecret }}
                flow={flow}
                userName={userName}
              />
            )}
          </SpaceBetween>
        );
      }}
    </QueryView>
  );
}

function flowsOf({ ExplicitAuthFlows: allowed = [] }: UserPoolClientType): readonly TrialFlow[] {
  return FLOWS.filter((flow) => TRIAL_FLOWS[flow].some((word) => allowed.some((other) => other === word)));
}
