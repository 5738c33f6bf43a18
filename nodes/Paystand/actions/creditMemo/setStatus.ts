import { requestObject } from '../../../../client/request';
import { creditMemoId, recordLocator } from '../../fields/locators';
import type { Operation } from '../operation';

/**
 * An operation that puts a credit memo into a state; Paystand has a route for each (fact sheet 6.5).
 *
 * @param verb the last part of the route
 */
export function setStatus(
	verb: 'activate' | 'cancel',
	texts: Pick<Operation, 'action' | 'description' | 'name'>,
): Operation {
	return {
		value: verb,
		...texts,
		properties: [recordLocator('creditMemo')],

		async execute(itemIndex, execution) {
			const id = await creditMemoId(this, itemIndex, execution);
			const path = ['creditMemos', id, verb];
			const reply = await execution.inTurn(
				`creditMemo ${id}`,
				async () => await requestObject(this, { method: 'PATCH', path }),
			);
			return { id, ...reply };
		},
	};
}
