import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { asObject } from '../../../../client/refusal';
import { outputChoice } from '../../fields/listing';
import type { Operation } from '../../item/operation';
import { OLDER_NOTE, whenNotOpen } from '../../records/olderReference';

const accounts: INodeProperties = {
	displayName: 'Account Keys',
	name: 'accounts',
	type: 'string',
	default: '',
	placeholder: 'e.g. default,deposits',
	description: "Which of your Paystand accounts, separated by commas. Without any, 'default'.",
};

const SUMS = ['available', 'pending', 'current'];

export const getSummary: Operation = {
	value: 'getSummary',
	name: 'Get Summary',
	action: 'Get balance summary',
	description: `Retrieve what is available and pending, one item for each currency and account. ${OLDER_NOTE}.`,
	properties: [accounts, ...outputChoice()],
	output: { from: 'getBalanceSummary', pick: ['currency', 'accountKey', ...SUMS] },
	hint: (refusal) => whenNotOpen(refusal, 'The Paystand dashboard shows your balances too.'),

	async execute(item) {
		const keys = (item.field(accounts).optionalText() ?? '')
			.split(',')
			.map((key) => key.trim())
			.filter(Boolean);
		const query = keys.length > 0 ? { accounts: keys.join(',') } : undefined;
		const summary = await item.client.get(['balances', 'summary'], { query });
		if (!item.isSimplified) return summary;
		const rows = rowsOf(summary);
		// A summary of another shape is better shown than lost.
		return rows.length === 0 && Object.keys(summary).length > 0 ? summary : rows;
	},
};

/** Currency → account → sums, as a list (docs/paystand-api.md#balances). */
function rowsOf(summary: IDataObject): IDataObject[] {
	return Object.entries(summary).flatMap(([currency, byAccount]) =>
		Object.entries(asObject(byAccount))
			.filter(([, sums]) => SUMS.some((name) => asObject(sums)[name] !== undefined))
			.map(([accountKey, sums]) => ({
				currency: currency.toUpperCase(),
				accountKey,
				...asObject(sums),
			})),
	);
}
