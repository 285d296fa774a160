import Alert from '@cloudscape-design/components/alert';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { CopyButton } from '../../parts/copy-button.tsx';
import { Time } from '../../parts/time.tsx';
import { ValueText } from '../../parts/value-text.tsx';
import { readClaims, type Tokens } from '../../service/sign-in-as-user.ts';
import { useTexts } from '../../texts/texts.ts';

/** Claims that are points in time, in epoch seconds. */
const TIMES = new Set(['auth_time', 'exp', 'iat']);

/** What the tokens of a sign-in say. */
export function TokenClaims({ tokens }: { readonly tokens: Tokens }) {
  const { trial: texts } = useTexts();
  return (
    <SpaceBetween size="m">
      <Alert type="success">{texts.signedIn}</Alert>
      {(['idToken', 'accessToken'] as const).map((kind) => (
        <Table
          key={kind}
          variant="embedded"
          items={Object.entries(readClaims(tokens[kind]) ?? {})}
          trackBy={([name]) => name}
          wrapLines
          header={
            <Header variant="h3" actions={<CopyButton text={tokens[kind]} label={texts.claims[kind]} />}>
              {texts.claims[kind]}
            </Header>
          }
          columnDefinitions={[
            { id: 'claim', header: texts.claim, cell: ([name]) => <ValueText value={name} />, isRowHeader: true },
            { id: 'value', header: texts.value, cell: ([name, value]) => <Claim name={name} value={value} /> },
          ]}
        />
      ))}
      {tokens.refreshToken !== undefined && (
        <div>
          {texts.refresh} <CopyButton text={tokens.refreshToken} label={texts.refresh} />
        </div>
      )}
    </SpaceBetween>
  );
}

function Claim({ name, value }: { readonly name: string; readonly value: unknown }) {
  if (TIMES.has(name) && typeof value === 'number') return <Time at={new Date(value * 1_000)} />;
  return <ValueText value={typeof value === 'string' ? value : JSON.stringify(value)} />;
}
