/** The merchant that `examples/all-operations.json` is run with, and what a person enters into it. */
import axios, { type AxiosInstance } from 'axios';
import type { Account } from '../../harness/credential.mts';
import type { WorkflowJson } from '../../n8n/workflows.mts';
import { TEST_RUN, YOUR_VALUES } from '../../nodes/Paystand/examples/parameters.mts';

/** The rows of the sandbox's books, by table. */
export type BooksOf = Record<string, Array<Record<string, any>>>;

/** A merchant that may do everything and has been paid, has refunded, was disputed and paid out. */
export async function accountWithHistory(sandboxUrl: string): Promise<Account> {
	const control = axios.create({ baseURL: `${sandboxUrl}/control` });
	const { data } = await control.post('/merchants', {
		name: 'All operations',
		deleteCustomers: true,
	});
	const merchantId = data.id as string;
	await control.put('/webhooks', { merchantId, enabled: true, urls: [] });
	const api = await signedIn(sandboxUrl, data);
	const extCustomerId = 'CUST-1';
	await api.post('/payerCustomers', {
		extCustomerId,
		customerName: 'Hooli Inc',
		email: 'ap@hooli.example',
	});
	const paid: string[] = [];
	for (const extId of ['OLD-1', 'OLD-2', 'OLD-3']) {
		await api.post('/receivables/create', {
			...{ erpId: extId, erpRef: extId, totalAmount: '500.00', amountDue: '500.00' },
			...{ currency: 'USD', postingDate: '2026-11-01', dueDate: '2026-11-30', extCustomerId },
		});
		if (extId === 'OLD-3') continue;
		const body = { merchantId, receivables: [{ extId }], card: '4242424242424242' };
		paid.push((await control.post('/pay', body)).data.id);
	}
	await control.post('/clock', { advance: '1d' });
	const [refunded, disputed] = paid;
	await control.post('/refund', { merchantId, paymentId: refunded, amount: '10.00' });
	await control.post('/dispute', { merchantId, paymentId: disputed, outcome: 'open' });
	await control.post('/cards', { merchantId, extCustomerId, card: '4242424242424242' });
	await control.post('/clock', { advance: '5d' });
	// What a withdrawal can take: paid, and not paid out by itself.
	await control.patch('/merchants', { merchantId, autoWithdrawal: false });
	const charge = { merchantId, receivables: [{ extId: 'OLD-3' }], card: '4242424242424242' };
	await control.post('/pay', charge);
	await control.post('/clock', { advance: '3d' });
	return data;
}

async function signedIn(
	sandboxUrl: string,
	{ id, clientId, clientSecret }: Account,
): Promise<AxiosInstance> {
	const baseURL = `${sandboxUrl}/v3`;
	const { data } = await axios.post(`${baseURL}/oauth/token`, {
		grant_type: 'client_credentials',
		client_id: clientId,
		client_secret: clientSecret,
		scope: 'auth',
	});
	const headers = { authorization: `Bearer ${data.access_token}`, 'x-customer-id': id };
	return axios.create({ baseURL, headers });
}

/** The books of one merchant. */
export async function booksOf(sandboxUrl: string, { id }: Account): Promise<BooksOf> {
	const params = { merchantId: id };
	return (await axios.get(`${sandboxUrl}/control/books`, { params })).data;
}

/** The workflow with what a person enters in Your Values, as it is in these books. */
export function filledIn(workflow: WorkflowJson, before: BooksOf): WorkflowJson {
	const values: Record<string, string> = {
		isSandbox: 'yes',
		run: TEST_RUN,
		eventId: before.events![0]!.id,
		feePlanId: before.feePlans![0]!.id,
		paymentId: before.payments!.find(({ refunds }) => refunds.length > 0)!.id,
		cardId: before.cards![0]!.id,
		bankId: before.withdrawals![0]!.bankId,
	};
	const nodes = workflow.nodes.map((node) => {
		if (node.name !== YOUR_VALUES) return node;
		const copy = structuredClone(node) as any;
		for (const assignment of copy.parameters.assignments.assignments) {
			assignment.value = values[assignment.name] ?? assignment.value;
		}
		return copy;
	});
	return { ...workflow, nodes };
}
