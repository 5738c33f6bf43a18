/** A sandbox with books that have something of everything, for tests of its dashboard. */
import type { Sandbox } from '../../sandbox/server.mts';
import { CUSTOMER, RECEIVABLE, callerOf, send } from '../unit/sandbox/support.mts';

const CARD = '4242424242424242';
const BANK = { accountNumber: '000123456789', routingNumber: '110000000' };

/** A number that is shown as it is, or runs as HTML. */
export const HTML_NUMBER = '<img src=x onerror=document.title=1>';

/**
 * Fills the first merchant's books: invoices that are paid, partly refunded, disputed, being paid,
 * overdue and untouched, a credit memo, a payout with its report.
 * @param webhookUrl gets the events
 */
export async function fillBooks(sandbox: Sandbox, webhookUrl: string): Promise<void> {
	let caller = await callerOf(sandbox);
	const control = async (method: string, path: string, body: object) => {
		const reply = await send(sandbox, method, `/control${path}`, body);
		if (reply.status !== 200) throw new Error(`${path}: ${JSON.stringify(reply.body)}`);
		return reply.body;
	};
	const today = sandbox.world.clock.now().getTime();
	const dayOf = (days: number) => new Date(today + days * 86_400_000).toISOString().slice(0, 10);
	const bill = async (number: string, totalAmount: string, days: number, more: object = {}) => {
		const body = {
			...RECEIVABLE,
			...{
				erpId: `ERP-${number.slice(0, 8)}`,
				erpRef: number,
				totalAmount,
				amountDue: totalAmount,
			},
			...{ postingDate: dayOf(-30), dueDate: dayOf(days), ...more },
		};
		const reply = await caller.post('/receivables/create', body);
		if (reply.status !== 200) throw new Error(`${number}: ${JSON.stringify(reply.body)}`);
		return { id: reply.body.id };
	};
	const pay = (receivable: object, more: object = { card: CARD }) =>
		control('POST', '/pay', { receivables: [receivable], ...more });

	await control('PUT', '/webhooks', { enabled: true, urls: [webhookUrl] });
	await caller.post('/payerCustomers', CUSTOMER);
	const other = { extCustomerId: 'CUST-77', customerName: 'Vallée & Søn Dental Laboratories' };
	await caller.post('/payerCustomers', { ...CUSTOMER, ...other });
	const theirs = { extCustomerId: other.extCustomerId };

	const memo = await caller.post('/creditMemos', MEMO);
	if (memo.status > 201) throw new Error(JSON.stringify(memo.body));
	const paid = await pay(await bill('INV-1001', '1250.00', 5), { card: '4000000000000077' });
	const disputed = await pay(await bill('INV-1002', '480.50', 7, theirs), { card: CARD });
	await control('POST', '/clock', { advance: '3d' });
	await control('POST', '/refund', { paymentId: paid.id, amount: '250.00' });
	await control('POST', '/dispute', { paymentId: disputed.id, outcome: 'open' });
	await control('POST', '/clock', { advance: '2d' });
	// The first token is older than a day by now.
	caller = await callerOf(sandbox);
	await bill('INV-1003', '99.95', -3);
	await bill('INV-1004', '12000.00', 30, theirs);
	await bill(HTML_NUMBER, '10.00', 20);
	await pay(await bill('INV-1005', '300.00', 14), { bank: BANK, payerFee: true });
}

const MEMO = {
	extId: 'ERP-CM-1',
	extKey: 'CM-1',
	amount: 75.5,
	amountRemaining: 75.5,
	currency: 'USD',
	extCustomerId: CUSTOMER.extCustomerId,
	extCreationDate: '11-02-2026',
	extPostedDate: '11-03-2026',
	status: 'active',
};
