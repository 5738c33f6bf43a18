import type { Receivable } from '../../../sandbox/resources.mts';
import type { Table } from '../../../sandbox/table.mts';
import { byId, readEach, numbers, only, toStatus, wholeList, type BatchMaker } from './batch.mts';

const FIELDS = {
	customer: { __rl: true, mode: 'key', value: 'PAYER' },
	erpId: '={{ $json.key }}',
	erpRef: '=No. {{ $json.key }}',
	totalAmount: '={{ $json.total }}',
	postingDate: '2026-11-01',
	dueDate: '2026-11-30',
};

/** How many receivables have this key and this total. */
function times(receivables: Table<Receivable>, key: string, total: string): number {
	return receivables.all().filter(({ extId, amount }) => extId === key && amount === total).length;
}

const create: BatchMaker = async ({ merchant: { receivables } }) => ({
	plan: { resource: 'receivable', operation: 'create', parameters: FIELDS },
	items: numbers(700).map((number) => {
		const [key, total] = [`INV-${number}`, `${number}.10`];
		return {
			json: { key, total },
			times: () => times(receivables, key, total),
			agrees: (rows) => only(rows).id === receivables.byKey(key)?.id,
		};
	}),
});

/** Every second key is new. */
const createOrUpdate: BatchMaker = async ({ merchant: { receivables } }) => ({
	plan: { resource: 'receivable', operation: 'upsert', parameters: FIELDS },
	items: numbers(600).map((number) => {
		const key = number % 2 ? `INV-${number}` : `NEW-${number}`;
		const total = `${number}.20`;
		const wanted = receivables.byKey(key) ? 'updated' : 'created';
		return {
			json: { key, total },
			times: () => times(receivables, key, total),
			agrees(rows) {
				const { id, outcome, amount } = only(rows);
				const isOne = receivables.all().filter(({ extId }) => extId === key).length === 1;
				return isOne && id === receivables.byKey(key)?.id && amount === total && outcome === wanted;
			},
		};
	}),
});

const update: BatchMaker = async ({ merchant: { receivables } }) => ({
	plan: {
		resource: 'receivable',
		operation: 'update',
		parameters: {
			receivable: byId(),
			erpRef: '={{ $json.number }}',
			updateFields: { dueDate: '={{ $json.due }}' },
		},
	},
	items: receivables
		.all()
		.slice(0, 400)
		.map((row, index) => {
			const due = `2027-${String(1 + (index % 12)).padStart(2, '0')}-15`;
			return {
				json: { id: row.id, number: row.inner.invoiceKey, due },
				times: () => (row.dateDue === due ? 1 : 0),
				agrees: (rows) => only(rows).id === row.id && only(rows).dateDue === due,
			};
		}),
});

const cancel = toStatus('receivable', 'cancel', 'cancelled', ({ receivables }) =>
	receivables.all().slice(-200),
);

const get = readEach('receivable', ({ receivables }) => receivables, [-250], 'amount', 'status');

const getMany = wholeList('receivable', ({ receivables }) => receivables, 30);

export const receivables = [create, createOrUpdate, update, cancel, get, getMany];
