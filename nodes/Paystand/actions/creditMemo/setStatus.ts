import { requestObject } from '../../../../client/request';
import { creditMemoId, recordLocator } from '../../fields/locators';
import { withLookUp } from '../../fields/lostReply';
import type { Operation } from '../operation';

/** What a credit memo's status is then; the sources spell it in several ways (fact sheet 6.5, 14). */
const STATUSES = { activate: ['active', 'current'], cancel: ['cancelled', 'canceled'] };

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
			const path = ['creditMemos', id];
			const set = async () => await requestObject(this, { method: 'PATCH', path: [...path, verb] });
			const isSet = async () => {
				const memo = await requestObject(this, { method: 'GET', path });
				return STATUSES[verb].includes(String(memo.status)) ? memo : undefined;
			};
			const reply = await execution.inTurn(
				`creditMemo ${id}`,
				async () => await withLookUp(this, set, isSet),
			);
			return { id, ...reply };
		},
	};
}
