import { call, find } from './control.mjs';
import { make } from './table.mjs';
import { money, open } from './views.mjs';

const BANKS = {
	bank: { accountNumber: '000123456789', routing: { USD: '110000000', CAD: '11000-000' } },
	returned: { accountNumber: '000000000000', routing: { USD: '110000000', CAD: '11000-000' } },
};

/** Shows a dialog until the person cancels or the work succeeds; undefined when cancelled. */
function ask(dialog, work) {
	const problem = dialog.querySelector('.problem');
	const form = dialog.querySelector('form');
	problem.hidden = true;
	dialog.showModal();
	return new Promise((resolve) => {
		form.onsubmit = async (event) => {
			if (event.submitter?.value !== 'go') return;
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

/** Asks how receivables are to be paid, and pays them. */
export function askPayment(merchantId, rows) {
	const [{ currency }] = rows;
	const inputs = rows.map((row) =>
		make('input', {
			value: open(row),
			pattern: '\\d+(\\.\\d{1,2})?',
			required: true,
			inputMode: 'decimal',
		}),
	);
	const total = () => {
		const cents = inputs.reduce((sum, { value }) => sum + Math.round(Number(value) * 100), 0);
		find('pay-total').textContent = Number.isNaN(cents) ? '' : money(cents / 100, currency);
	};
	find('pay-list').replaceChildren(
		...rows.map((row, index) => {
			inputs[index].addEventListener('input', total);
			inputs[index].setAttribute('aria-label', `Amount for ${row.inner.invoiceKey}`);
			return make(
				'li',
				{},
				make('span', {}, `${row.inner.invoiceKey} · ${row.extCustomerId}`),
				inputs[index],
			);
		}),
	);
	total();
	return ask(find('pay'), () => {
		const chosen = find('pay-source').value;
		const { accountNumber, routing } = BANKS[chosen] ?? {};
		return call('POST', '/pay', {
			merchantId,
			receivables: rows.map(({ id }, index) => ({ id, amount: inputs[index].value })),
			payerFee: find('pay-fee').checked,
			...(accountNumber
				? { bank: { accountNumber, routingNumber: routing[currency] } }
				: { card: chosen }),
		});
	});
}

export function askRefund(merchantId, payment) {
	const left = Number(payment.amount) - Number(payment.inner.refundedAmount);
	find('refund-amount').value = left.toFixed(2);
	return ask(find('refund'), () =>
		call('POST', '/refund', {
			merchantId,
			paymentId: payment.id,
			amount: find('refund-amount').value,
		}),
	);
}

export function askDispute(merchantId, payment) {
	return ask(find('dispute'), () =>
		call('POST', '/dispute', {
			merchantId,
			paymentId: payment.id,
			outcome: find('dispute-outcome').value,
		}),
	);
}
