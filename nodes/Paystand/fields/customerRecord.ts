import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { requestObject } from '../../../client/request';
import type { Execution } from '../actions/execution';

/** A customer as Paystand shows it, read once per execution. */
export async function customerRecord(
	context: IExecuteFunctions,
	execution: Execution,
	id: string,
): Promise<IDataObject> {
	return await execution.once(
		`customer ${id}`,
		async () => await requestObject(context, { method: 'GET', path: ['payerCustomers', id] }),
	);
}
