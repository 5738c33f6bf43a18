import { recordLocator } from '../../fields/locator';
import { outputChoice } from '../../fields/listing';
import type { Operation } from '../../item/operation';
import { creditMemo } from './kind';
import { numbers } from './output';

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get credit memo',
	description: 'Retrieve a credit memo',
	properties: [recordLocator(creditMemo), ...outputChoice()],
	output: { from: 'getCreditMemo', pick: creditMemo.shortFields, plus: numbers },

	async execute(item) {
		const id = await item.recordId(creditMemo);
		return item.shape(await item.client.get(creditMemo.path(id)), creditMemo);
	},
};
