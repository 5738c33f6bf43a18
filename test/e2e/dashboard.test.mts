import { expect, test } from 'vitest';
import { useDashboard } from './dashboard-screen.mts';

const screen = useDashboard();

test('an invoice is paid by card: it says that it is being paid, then that it is paid', async () => {
	await screen.page.getByRole('button', { name: 'Pay INV-1003' }).click();
	await screen.page.getByRole('button', { name: 'Pay 99.95 USD' }).click();
	await screen.line('INV-1003').getByText('Being paid').waitFor();
	expect(await screen.notice().textContent()).toContain('99.95 USD for 1 invoice on the way');

	await screen.page.getByRole('link', { name: 'INV-1003' }).click();
	await screen.page.getByRole('heading', { name: 'Invoice INV-1003' }).waitFor();
	expect(await screen.notice().isVisible()).toBe(false);
	expect(await screen.field('Being paid').textContent()).toContain('99.95 USD');

	await screen.page.getByRole('button', { name: '+1 hour' }).click();
	await screen.page.locator('.bar .chip', { hasText: /^Paid$/ }).waitFor();
	const timeline = await screen.page.locator('.timeline .what').allTextContents();
	expect(timeline).toContain('99.95 USD applied to invoice INV-1003');
	expect(timeline).toContain('Event: Receivable transaction · active');
	expect(timeline.at(-1)).toBe('Invoice INV-1003 created: 99.95 USD');
});

test('a declined card is told in the dialog, and a cancelled payment changes nothing', async () => {
	await screen.page.getByRole('button', { name: 'Pay INV-1003' }).click();
	await screen.page.getByLabel('Pay with').selectOption('4000000000000002');
	await screen.page.getByRole('button', { name: 'Pay 99.95 USD' }).click();
	await screen.page.getByRole('alert').getByText('decline').waitFor();
	await screen.page.getByLabel('Amount for INV-1003').fill('ten');
	await screen.page.getByRole('button', { name: 'Cancel' }).click();
	expect(await screen.line('INV-1003').textContent()).toContain('Overdue');
});

test('invoices are chosen and paid together, to the cent', async () => {
	await screen.page.getByLabel('Choose INV-1001').check();
	await screen.page.getByLabel('Choose INV-1003').check();
	await screen.page.getByRole('button', { name: 'Pay 2 invoices together' }).click();
	await screen.page.getByLabel('Amount for INV-1001').fill('0.10');
	await screen.page.getByLabel('Amount for INV-1003').fill('0.20');
	await screen.page.getByRole('button', { name: 'Pay 0.30 USD' }).click();
	await screen.notice().getByText('0.30 USD for 2 invoices').waitFor();
	await screen.page.getByRole('button', { name: /together/ }).waitFor({ state: 'hidden' });
});

test('JSON is behind a switch', async () => {
	await screen.page.getByRole('link', { name: 'INV-1001' }).click();
	const json = screen.page.getByLabel('The record as the API shows it', { exact: true });
	await screen.page.getByRole('heading', { name: 'Time line' }).waitFor();
	expect(await json.isVisible()).toBe(false);
	await screen.page.getByRole('switch', { name: 'JSON' }).check();
	expect(JSON.parse((await json.textContent())!)).toMatchObject({ extId: 'ERP-INV-1001' });
});

test('a payment is refunded and disputed, and both have pages that lead back to it', async () => {
	await screen.page.getByRole('link', { name: 'Payments' }).click();
	await screen.line('INV-1001').getByRole('button', { name: 'Refund' }).click();
	expect(await screen.page.getByLabel('Amount').inputValue()).toBe('1000.00');
	await screen.page.getByLabel('Amount').fill('100.00');
	await screen.page.locator('#refund').getByRole('button', { name: 'Refund' }).click();
	await screen.notice().getByText('A refund of 100.00 USD is on its way').waitFor();
	await screen.line('INV-1001').getByRole('button', { name: 'Dispute' }).click();
	await screen.page.getByRole('button', { name: 'Open the dispute' }).click();
	await screen.line('INV-1001').getByText('Disputed').waitFor();

	await screen.section('Refunds');
	await screen.line('100.00 USD').getByRole('link').click();
	await screen.page.getByRole('heading', { name: 'Refund of 100.00 USD' }).waitFor();
	await screen.field('Payment').getByRole('link').click();
	await screen.page.getByRole('heading', { name: 'Payment of 1,250.00 USD' }).waitFor();
	await screen.section('Disputes');
	await screen.line('1,250.00 USD').getByRole('link').click();
	await screen.page.getByRole('heading', { name: 'Card dispute of 1,250.00 USD' }).waitFor();
});

test('payouts have their report entries, credit memos and fees have pages', async () => {
	await screen.section('Transfers');
	await screen.line('1,218.57 USD').getByRole('link').click();
	const entries = screen.page.getByRole('table', { name: /Report entries/ });
	await entries.waitFor();
	expect(await entries.locator('tbody tr').allTextContents()).toEqual([
		'FeeAcme Dental GroupINV-1001-31.43 USD',
		'PaymentAcme Dental GroupINV-10011,250.00 USD',
	]);
	await screen.section('Credit memos');
	await screen.page.getByRole('link', { name: 'CM-1' }).click();
	await screen.page.getByRole('heading', { name: 'Credit memo CM-1' }).waitFor();
	expect(await screen.field('Posted').textContent()).toContain('3 Nov 2026');
	await screen.section('Fees');
	await screen.line('35.00 USD').getByRole('link').click();
	await screen.page.getByRole('heading', { name: 'Dispute fee' }).waitFor();
});

test('a delivery shows kind, invoice, amount and body, and is sent again', async () => {
	await screen.section('Webhook deliveries');
	await screen.page.getByRole('searchbox').fill('INV-1005');
	await screen.line('INV-1002').first().waitFor({ state: 'hidden' });
	const created = screen.line('Payment · created');
	await created.waitFor();
	expect(await created.textContent()).toContain('300.00 USD');
	await created.getByRole('link').click();
	const body = screen.page.getByLabel('The event as it is sent', { exact: true });
	const sent = JSON.parse((await body.textContent())!);
	expect(sent).toMatchObject({ object: 'event', resource: { object: 'payment' } });
	const times = () => screen.receiver.received.filter(({ event }) => event.id === sent.id).length;
	const before = times();
	await screen.page.getByRole('button', { name: 'Send again' }).click();
	await screen.notice().getByText(`Sent again to ${screen.receiver.url}.`).waitFor();
	await expect.poll(times).toBe(before + 1);
	await screen.page.goBack();
	expect(await screen.page.getByRole('searchbox').inputValue()).toBe('INV-1005');
});

test('credentials are copied, and webhooks saved, under Integrations', async () => {
	await screen.open({ permissions: ['clipboard-read', 'clipboard-write'] });
	await screen.section('Integrations');
	await screen.page.getByRole('button', { name: 'Copy Client Secret' }).click();
	await screen.page.getByText('Copied').waitFor();
	expect(await screen.page.evaluate('navigator.clipboard.readText()')).toBe(
		'sandbox-client-secret',
	);
	await screen.page.getByRole('button', { name: 'Copy Base URL' }).click();
	await expect
		.poll(() => screen.page.evaluate('navigator.clipboard.readText()'))
		.toBe(`${screen.url}/v3`);

	await screen.page
		.getByLabel('URLs, one on each line')
		.fill('http://127.0.0.1:1/a\n\n http://127.0.0.1:1/b');
	await screen.page.getByRole('button', { name: 'Save' }).click();
	await screen.notice().getByText('Events are sent to 2 URLs').waitFor();
	expect(screen.sandbox.world.merchant().settings.events).toEqual({
		enabled: true,
		urls: { always: ['http://127.0.0.1:1/a', 'http://127.0.0.1:1/b'] },
	});
	await screen.page.locator('#merchant').selectOption('No Access Inc');
	await screen.page.getByText('has no API access').waitFor();
	expect(await screen.page.locator('#credentials').textContent()).toContain('no-api-client-secret');
});
