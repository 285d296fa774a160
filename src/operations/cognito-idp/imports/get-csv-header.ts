import { csvHeaderOf } from '../../../domain/imports/csv-header.ts';
import { defineOperation } from '../../define-operation.ts';
import { getUserPool } from '../pools/get-user-pool.ts';

/** The columns of a file for the pool (R153). */
export const getCsvHeader = defineOperation('cognito-idp', 'GetCSVHeader', async ({ input, context, fail }) => {
  const pool = await getUserPool(context, input.UserPoolId, fail);
  return { UserPoolId: pool.id, CSVHeader: csvHeaderOf(pool, context) };
});
