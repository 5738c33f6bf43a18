import { recordLocator } from '../../fields/locator';
import type { Operation } from '../../item/operation';
import { withLookUp } from '../../records/lookUp';
import { creditMemo } from './kind';
import { numbers } from './output';

/**
 * What a credit memo's status is then; the sources spell it in several ways
 * (docs/paystand-api.md#credit-memo-routes, #credit-memo-fields).
 */
const STATUSES = { activate: ['active', 'current'], cancel: ['cancelled', 'canceled'] };

/**
 * An operation that puts a credit memo into a state; Paystand has a route for each
 * (docs/paystand-api.md#credit-memo-routes).
 *
 * @param verb the last part of the route
 * @param from the `operationId` of the route
 */
export function setStatus(
	verb: 'activate' | 'cancel',
	from: string,
	texts: Pick<Operation, 'action' | 'description' | 'name'>,
): Operation {
	return {
		value: verb,
		...texts,
		properties: [recordLocator(creditMemo)],
		writes: creditMemo,
		output: { from, plus: numbers },

		async execute(item) {
			const { client } = item;
			const id = await item.recordId(creditMemo);
			const path = creditMemo.path(id);
			const set = async () => await client.patch([...path, verb]);
			const whenSet = async () => {
				const memo = await client.get(path);
				return STATUSES[verb].includes(String(memo.status)) ? memo : undefined;
			};
			const reply = await item.execution.lock(
				`creditMemo ${id}`,
				async () => await withLookUp(client, set, whenSet),
			);
			return { id, ...reply };
		},
	};
}
