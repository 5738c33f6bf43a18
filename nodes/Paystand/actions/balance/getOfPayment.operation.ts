import { recordLocator } from '../../fields/locator';
import type { Operation } from '../../item/operation';
import { OLDER_NOTE, whenNotOpen } from '../../records/olderReference';
import { payment } from '../payment/kind';

export const getOfPayment: Operation = {
	value: 'getOfPayment',
	name: 'Get of a Payment',
	action: 'Get payment balance',
	description: `Retrieve what a payment, its refunds and its disputes come to in your balance. ${OLDER_NOTE}.`,
	properties: [recordLocator(payment)],
	output: { from: 'getPaymentBalance' },
	hint: (refusal) =>
		whenNotOpen(refusal, 'Payment: Get shows the refunds, disputes and fees of a payment too.'),

	async execute(item) {
		const id = await item.recordId(payment);
		return await item.client.get([...payment.path(id), 'balances']);
	},
};
