/** What a person does with a record, from a list or from its page. */
import { call } from './control.mjs';
import { askDispute, askPayment, askRefund } from './dialogs.mjs';
import { count, money } from './format.mjs';
import { notify } from './notice.mjs';

/** Pays receivables together, after asking how; whether it was done. */
export async function pay(views) {
	const payment = await askPayment(views);
	if (!payment) return false;
	const wait = payment.sourceType === 'Card' ? 'a minute' : 'a day';
	notify(
		`${money(payment.amount, payment.currency)} for ${count(views.length, 'invoice')} on the way. ` +
			`The payment is posted after ${wait}: move the clock forward.`,
	);
	return true;
}

const DEEDS = {
	pay: (view) => pay([view]),
	async refund(view) {
		const refund = await askRefund(view);
		if (!refund) return;
		const amount = money(refund.amount, refund.currency);
		notify(`A refund of ${amount} is on its way. It is paid after a day: move the clock forward.`);
	},
	async dispute(view) {
		if (await askDispute(view)) notify('The payment is disputed. The clock brings the outcome.');
	},
	async send({ record }) {
		const { sentTo } = await call('POST', `/events/${record.eventId}/send`);
		notify(`Sent again to ${sentTo.join(', ')}.`);
	},
};

export const act = (name, view) => DEEDS[name](view);
