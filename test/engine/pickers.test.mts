import type { INodeListSearchResult } from 'n8n-workflow';
import { beforeEach, describe, expect, test } from 'vitest';
import { listSearch } from '../../nodes/Paystand/pickers.ts';
import { useEngine } from './harness/sandbox.mts';
import { loadOptionsContext } from './harness/workflow.mts';

const engine = useEngine();
const search = async (name: keyof typeof listSearch, filter?: string) => {
	const found = await listSearch[name].call(loadOptionsContext(engine.credential), filter);
	return found.results.map((entry) => String(entry.name));
};

/** A paid invoice, money back, a dispute, a payout and a credit memo. */
beforeEach(async () => {
	await engine.addCustomer();
	await engine.addReceivable('1001');
	await engine.pay('1001');
	const [payment] = engine.merchant.payments.all();
	await engine.call('POST', '/control/refund', { paymentId: payment.id, amount: '30.00' });
	await engine.call('POST', '/control/clock', { advance: '3d' });
	await engine.call('POST', '/control/dispute', { paymentId: payment.id });
	await engine.call('POST', '/v3/creditMemos', {
		extId: 'CM-1',
		extKey: 'CM-2026-1',
		amount: 50.25,
		amountRemaining: 50.25,
		extCustomerId: 'CUST-1',
		extCreationDate: '11-20-2026',
		extPostedDate: '11-20-2026',
		status: 'active',
	});
});

describe('From List tells records apart', () => {
	test.each([
		['searchPayments', 'Acme Dental Group · CUST-1 · 100.00 USD · paid · 2026-11-23'],
		['searchRefunds', '30.00 USD · paid · 2026-11-24'],
		['searchDisputes', 'fraudulent · 100.00 USD · '],
		['searchTransfers', ' USD · '],
		['searchWithdrawals', ' USD · '],
		['searchCreditMemos', 'CM-2026-1 · CM-1 · Acme Dental Group · CUST-1 · 50.25 USD · active'],
	] as const)('%s', async (name, text) => {
		const names = await search(name);
		expect(names).toHaveLength(1);
		expect(names[0]).toContain(text);
	});

	test.each([0, 7, 25])('with pages of %d rows at most, all 51 customers come', async (pageCap) => {
		for (let number = 2; number <= 51; number++) await engine.addCustomer(`CUST-${number}`);
		engine.setFaults({ pageCap });
		const found = new Set<unknown>();
		let looks = 0;
		for (let token: string | undefined = ''; token !== undefined; looks++) {
			const context = loadOptionsContext(engine.credential);
			const look: INodeListSearchResult = await listSearch.searchCustomers.call(
				context,
				undefined,
				token || undefined,
			);
			for (const { value } of look.results) found.add(value);
			token = look.paginationToken as string | undefined;
		}
		expect(found.size).toBe(51);
		expect(looks).toBeLessThanOrEqual(3);
	});

	test('a part of what is shown finds it, something else does not', async () => {
		expect(await search('searchPayments', 'dental')).toHaveLength(1);
		expect(await search('searchCreditMemos', 'cm-2026')).toHaveLength(1);
		expect(await search('searchRefunds', '31.00')).toEqual([]);
	});
});
