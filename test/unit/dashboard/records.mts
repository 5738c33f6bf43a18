/** Records as the control routes give them, for tests of what the dashboard makes of them. */

export const CONTEXT = { zone: 'America/Los_Angeles', today: '2026-11-24' };

const CUSTOMER = { id: 'c1', key: 'CUST-1', name: 'Acme Dental Group' };

export function invoice(record: object = {}, about: object = {}) {
	return {
		record: {
			...{ object: 'receivable', id: 'r1', status: 'active', extId: 'ERP-1', currency: 'USD' },
			...{ amount: '100.00', amountPaid: '0.00', date: '2026-11-01', dateDue: '2026-11-30' },
			...{ created: '2026-11-20T18:00:00.000Z', lastUpdated: '2026-11-20T18:00:00.000Z' },
			datePaid: null,
			...record,
		},
		about: {
			...{ open: '100.00', pending: '0.00', customer: CUSTOMER },
			invoices: [{ id: 'r1', number: 'INV-1' }],
			...about,
		},
		related: {},
	};
}

export function payment(record: object = {}, about: object = {}) {
	return {
		record: {
			...{ object: 'payment', id: 'p1', status: 'paid', amount: '103.50', currency: 'USD' },
			...{ sourceType: 'Card', source: { brand: 'visa', last4: '4242' }, disputes: [] },
			...{ created: '2026-11-21T18:00:00.000Z', datePosted: '2026-11-21T18:01:00.000Z' },
			...{ datePaid: '2026-11-23T18:00:00.000Z', dateFailed: null, payer: { name: 'Acme' } },
			...record,
		},
		about: {
			invoices: [{ id: 'r1', number: 'INV-1', amount: '100.00' }],
			...{ customer: CUSTOMER, paymentId: 'p1', refunded: '0.00', refundable: '103.50' },
			...about,
		},
		related: {},
	};
}
