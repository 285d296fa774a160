import type { TimeUnitsType, UserPoolClientType } from '@aws-sdk/client-cognito-identity-provider';
import Button from '@cloudscape-design/components/button';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Modal from '@cloudscape-design/components/modal';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Copyable } from '../../parts/copyable.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { Time } from '../../parts/time.tsx';
import { useFormat } from '../../parts/use-format.ts';
import { ValueText } from '../../parts/value-text.tsx';
import { appClientQuery } from '../../service/pool-queries.ts';
import { useClients } from '../../service/session.tsx';
import { useTexts } from '../../texts/texts.ts';

/** One app client in front of the page. */
export function ClientDetails({
  poolId,
  clientId,
  onClose,
}: {
  readonly poolId: string;
  readonly clientId: string;
  readonly onClose: () => void;
}) {
  const { clients: texts, general } = useTexts();
  const query = useQuery(appClientQuery(useClients(), poolId, clientId));
  return (
    <Modal visible header={texts.details} closeAriaLabel={general.actions.close} onDismiss={onClose}>
      <QueryView query={query} what={texts.what}>
        {(client) => <Details client={client} />}
      </QueryView>
    </Modal>
  );
}

function Details({ client }: { readonly client: UserPoolClientType }) {
  const { clients: texts, pools, general } = useTexts();
  const format = useFormat();
  const { TokenValidityUnits: units = {} } = client;
  // Cognito names neither a value nor a unit that nobody has set (S95).
  const validity = (value = 1, unit: TimeUnitsType = 'hours') => format.counted(value, texts.timeUnits[unit]);
  return (
    <KeyValuePairs
      items={[
        { label: texts.name, value: <ValueText value={client.ClientName} /> },
        { label: texts.id, value: <Copyable text={client.ClientId} label={texts.id} /> },
        { label: texts.secret, value: <Secret secret={client.ClientSecret} /> },
        {
          label: texts.flows,
          value:
            (client.ExplicitAuthFlows ?? []).map((flow) => texts.flowNames[flow] ?? flow).join(', ') || general.empty,
        },
        { label: texts.access, value: validity(client.AccessTokenValidity, units.AccessToken) },
        { label: texts.id_, value: validity(client.IdTokenValidity, units.IdToken) },
        { label: texts.refresh, value: validity(client.RefreshTokenValidity, units.RefreshToken ?? 'days') },
        { label: pools.created, value: <Time at={client.CreationDate} /> },
      ]}
    />
  );
}

/** Nobody who looks over a shoulder sees it unasked. */
function Secret({ secret }: { readonly secret: string | undefined }) {
  const { clients: texts, general } = useTexts();
  const [isShown, setIsShown] = useState(false);
  if (secret === undefined) return general.empty;
  return (
    <>
      {isShown && <Copyable text={secret} label={texts.secret} />}{' '}
      <Button variant="inline-link" onClick={() => setIsShown(!isShown)}>
        {isShown ? general.actions.hide : general.actions.show}
      </Button>
    </>
  );
}
