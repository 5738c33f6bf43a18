import { recordLocator } from '../../fields/locator';
import { outputChoice } from '../../fields/listing';
import type { Operation } from '../../item/operation';
import { includeInvoices } from '../transfer/appliedInvoices';
import { withInvoices } from './invoices';
import { payment } from './kind';

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get payment',
	description: 'Retrieve a payment',
	properties: [recordLocator(payment), includeInvoices, ...outputChoice()],
	output: { from: 'getPayment', pick: payment.shortFields, plus: { invoices: 'array' } },

	async execute(item) {
		const id = await item.recordId(payment);
		const [record] = await withInvoices(item, [await item.client.get(payment.path(id))]);
		return item.shape(record, payment);
	},
};
