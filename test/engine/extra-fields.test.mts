import { describe, expect, test } from 'vitest';
import { useEngine } from './harness/sandbox.mts';

const engine = useEngine();
const byKey = (value: string) => ({ mode: 'key', value, __rl: true });
const update = (updateFields: object) =>
	engine.run({
		resource: 'receivable',
		operation: 'update',
		parameters: { receivable: byKey('1001'), erpRef: '', updateFields } as never,
	});

describe('Extra Fields', () => {
	const receivable = {
		customer: byKey('C-1'),
		erpId: '1001',
		erpRef: 'INV-1001',
		totalAmount: '100',
		currency: 'USD',
		postingDate: '2026-11-01',
		dueDate: '2026-11-30',
	};
	const creditMemo = {
		customer: byKey('C-1'),
		extId: 'CM-1',
		extKey: 'CM-1',
		amount: '50',
		extPostedDate: '2026-11-01',
	};
	const customer = { extCustomerId: 'C-1', customerName: 'Acme', email: 'a@example.com' };

	test.each([
		['receivable', 'create', 'totalAmount', 'Total Amount', receivable],
		['receivable', 'create', ' amount ', 'Total Amount', receivable],
		['receivable', 'upsert', 'extId', 'ERP Invoice ID', receivable],
		['receivable', 'upsert', 'payerCustomerId', 'Customer', receivable],
		['receivable', 'upsert', 'dateDue', 'Due Date', receivable],
		['creditMemo', 'create', 'amountRemaining', 'Amount Remaining', creditMemo],
		['creditMemo', 'upsert', 'payerCustomerId', 'Customer', creditMemo],
		['customer', 'create', 'email', 'Email', customer],
		['customer', 'upsert', ' customerName', 'Customer Name', customer],
	])(
		'%s: %s refuses them when they name "%s"',
		async (resource, operation, name, label, fields) => {
			const { error, requests } = await engine.run({
				resource,
				operation,
				parameters: {
					...fields,
					additionalFields: { extraFields: JSON.stringify({ [name]: '1' }) },
				} as never,
			});
			expect(error?.message).toBe(
				`'Extra Fields (JSON)' hold '${name}', which has a field of its own: '${label}'`,
			);
			expect(requests.map(({ method }) => method)).not.toContain('POST');
		},
	);

	test.each(['totalAmount', 'amount', 'amountDue'])(
		'an update takes %s only from its own field, even when that is empty',
		async (name) => {
			const { error, requests } = await update({ extraFields: { [name]: '1,000.00' } });
			expect(error?.message).toContain(`hold '${name}', which has a field of its own`);
			expect(requests).toEqual([]);
		},
	);

	test('what the form left empty may be given there', async () => {
		await engine.addCustomer('C-1');
		const { json, error } = await engine.run({
			resource: 'customer',
			operation: 'upsert',
			parameters: {
				...customer,
				additionalFields: { extraFields: { contactLastName: 'Reed' } },
			} as never,
		});
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ contactLastName: 'Reed' });
	});
});
