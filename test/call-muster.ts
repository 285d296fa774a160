import { SignatureV4 } from '@smithy/signature-v4';
import { Sha256 } from '../src/aws/sha256.fixture.ts';
import type { InputOf, OperationName, OutputOf } from '../src/model/operation-types.ts';
import { clientOptions } from './drive-import.ts';

/** Calls one of Muster's own operations, which no SDK knows, with a request signed by AWS's own signer. Throws what an error answers. */
export async function callMuster<Operation extends OperationName<'muster'>>(
  url: string,
  operation: Operation,
  input: InputOf<'muster', Operation>,
): Promise<OutputOf<'muster', Operation>> {
  const { credentials, region } = clientOptions(url);
  const signer = new SignatureV4({ credentials, region, service: 'muster', sha256: Sha256 });
  const { host, hostname } = new URL(url);
  const headers = { host, 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `Muster.${operation}` };
  const body = JSON.stringify(input);
  const signed = await signer.sign({ method: 'POST', protocol: 'http:', hostname, path: '/', headers, body });
  const response = await fetch(`${url}/`, { method: 'POST', headers: signed.headers, body });
  const answer = await response.json();
  if (!response.ok) throw new Error(`${operation}: ${JSON.stringify(answer)}`);
  return answer as OutputOf<'muster', Operation>;
}
