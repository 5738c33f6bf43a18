/** The dialogs that ask how a person pays, refunds or disputes, and the requests that follow. */
import { call, find } from './control.mjs';
import { decimalOf, minorOf, money } from './format.mjs';
import { session } from './session.mjs';
import { make } from './table.mjs';

const ROUTING = { USD: '110000000', CAD: '11000-000' };
const ACCOUNTS = { bank: '000123456789', returned: '000000000000' };

/** Shows a dialog until the person cancels or the work succeeds; undefined when cancelled. */
function ask(dialog, work) {
	const problem = dialog.querySelector('.problem');
	const form = dialog.querySelector('form');
	problem.hidden = true;
	form.querySelector('.cancel').onclick = () => dialog.close();
	dialog.showModal();
	return new Promise((resolve) => {
		form.onsubmit = async (event) => {
			event.preventDefault();
			event.submitter.disabled = true;
			try {
				const result = await work();
				resolve(result);
				dialog.close();
			} catch (error) {
				Object.assign(problem, { hidden: false, textContent: error.message });
			} finally {
				event.submitter.disabled = false;
			}
		};
		dialog.onclose = () => resolve(undefined);
	});
}

/** Asks how receivables are to be paid, and pays them; undefined when cancelled. */
export function askPayment(views) {
	const [{ record: first }] = views;
	const inputs = views.map(({ record, about }) =>
		make('input', {
			value: about.open,
			pattern: '\\d+(\\.\\d{1,2})?',
			title: 'An amount like 1250.00',
			required: true,
			inputMode: 'decimal',
			label: `Amount for ${about.invoices[0].number} in ${record.currency}`,
		}),
	);
	const total = () => {
		const parts = inputs.map(({ value }) => minorOf(value));
		find('pay-total').textContent = parts.includes(undefined)
			? ''
			: money(decimalOf(parts.reduce((sum, part) => sum + part, 0n)), first.currency);
	};
	for (const input of inputs) input.addEventListener('input', total);
	find('pay-list').replaceChildren(
		...views.map(({ about }, index) => {
			const of = `${about.invoices[0].number} · ${about.customer?.name ?? ''}`;
			return make('li', {}, make('span', {}, of), inputs[index]);
		}),
	);
	total();
	return ask(find('pay'), () => {
		const chosen = find('pay-source').value;
		const accountNumber = ACCOUNTS[chosen];
		return call('POST', '/pay', {
			merchantId: session.merchantId,
			receivables: views.map(({ record }, index) => ({
				id: record.id,
				amount: inputs[index].value.trim(),
			})),
			payerFee: find('pay-fee').checked,
			...(accountNumber
				? { bank: { accountNumber, routingNumber: ROUTING[first.currency] } }
				: { card: chosen }),
		});
	});
}

export function askRefund({ record: payment, about }) {
	find('refund-amount').value = about.refundable;
	find('refund-of').textContent = `Back to ${payment.payer.name}, in ${payment.currency}.`;
	return ask(find('refund'), () =>
		call('POST', '/refund', {
			merchantId: session.merchantId,
			paymentId: payment.id,
			amount: find('refund-amount').value.trim(),
		}),
	);
}

export function askDispute({ record: payment }) {
	const amount = money(payment.amount, payment.currency);
	// A returned debit cannot be contested.
	const isBank = payment.sourceType === 'Bank';
	find('dispute-outcome').disabled = isBank;
	if (isBank) find('dispute-outcome').value = 'lost';
	find('dispute-of').textContent = `${payment.payer.name} disputes ${amount} at the bank.`;
	return ask(find('dispute'), () =>
		call('POST', '/dispute', {
			merchantId: session.merchantId,
			paymentId: payment.id,
			outcome: find('dispute-outcome').value,
		}),
	);
}
