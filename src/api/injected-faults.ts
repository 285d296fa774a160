import { CUT_CODE } from '../controls/fault.ts';
import type { FaultEnd } from '../controls/faults-in-force.ts';
import type { FaultGate } from '../controls/test-controls.ts';
import type { ServiceModel } from '../model/service-model.ts';
import { ApiError } from './protocols/api-error.ts';
import type { Call, Protocol } from './protocols/protocol.ts';

/** The answer of a test fault (R574). */
export class InjectedError extends ApiError {
  override name = 'InjectedError';
  /** What the audit log says of the request: how the operation ended, if it has run; undefined if it succeeded. */
  readonly replaced: ApiError | undefined;
  readonly cutsConnection: boolean;

  constructor(answer: ApiError, { operationRan, error }: { operationRan: boolean; error?: ApiError | undefined }) {
    super(answer.statusCode, answer.code, answer.text);
    this.cutsConnection = answer.code === CUT_CODE;
    this.replaced = operationRan ? error : this;
  }
}

/**
 * Runs the operation between the faults that are in force before and after it (R574). A fault after the operation replaces its answer, also
 * one that is an error. Without test controls nothing is asked.
 */
export async function runWithFaults(
  faults: FaultGate | undefined,
  protocol: Protocol,
  call: Call,
  run: () => Promise<unknown>,
): Promise<unknown> {
  if (!faults) return run();
  const before = await faults.pass(call.operation, 'Before');
  if (before) throw new InjectedError(makeAnswer(before, protocol, call), { operationRan: false });
  let error: ApiError | undefined;
  let output: unknown;
  try {
    output = await run();
  } catch (thrown) {
    // What is not an answer is a fault of the server, which no test fault may hide.
    if (!(thrown instanceof ApiError)) throw thrown;
    error = thrown;
  }
  const after = await faults.pass(call.operation, 'After');
  if (after) throw new InjectedError(makeAnswer(after, protocol, call), { operationRan: true, error });
  if (error) throw error;
  return output;
}

/** The internal error of the service (R98). */
export function makeInternalError(protocol: Protocol, model: ServiceModel | undefined): ApiError {
  const name = Object.keys(model?.errors ?? {}).find((error) => model?.errors[error]?.httpStatus === 500);
  const code = model && name ? protocol.wireCode(model, name) : 'InternalFailure';
  return new ApiError(500, code, 'Internal error.');
}

function makeAnswer(end: FaultEnd, protocol: Protocol, { model }: Call): ApiError {
  switch (end) {
    case 'Error':
      return makeInternalError(protocol, model);
    case 'Throttle':
      return protocol.makeThrottlingError(model);
    case 'Cut':
      return new ApiError(500, CUT_CODE);
  }
}
