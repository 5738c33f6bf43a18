import { byId, numbers, only, type Maker } from './work.mts';

const FIELDS = {
	customer: { __rl: true, mode: 'key', value: 'PAYER' },
	extId: '={{ $json.key }}',
	extKey: '=No. {{ $json.key }}',
	amount: '={{ $json.amount }}',
	extPostedDate: '2026-11-20',
};

const create: Maker = async ({ merchant: { creditMemos } }) => ({
	plan: { resource: 'creditMemo', operation: 'create', parameters: FIELDS },
	items: numbers(250).map((number) => {
		const key = `CM-${number}`;
		const found = () =>
			creditMemos.all().filter(({ extId, amount }) => extId === key && amount === number + 0.5);
		return {
			json: { key, amount: `${number}.50` },
			times: () => found().length,
			agrees: (rows) => only(rows).id === found()[0]?.id,
		};
	}),
});

const update: Maker = async ({ merchant: { creditMemos } }) => ({
	plan: {
		resource: 'creditMemo',
		operation: 'update',
		parameters: { creditMemo: byId(), updateFields: { extKey: '={{ $json.number }}' } },
	},
	items: creditMemos
		.all()
		.slice(0, 200)
		.map((memo) => {
			const number = `New number ${memo.extId}`;
			return {
				json: { id: memo.id, number },
				times: () => (memo.extKey === number ? 1 : 0),
				agrees: (rows) => only(rows).id === memo.id && only(rows).extKey === number,
			};
		}),
});

const cancel: Maker = async ({ merchant: { creditMemos } }) => ({
	plan: { resource: 'creditMemo', operation: 'cancel', parameters: { creditMemo: byId() } },
	items: creditMemos
		.all()
		.slice(0, 170)
		.map((memo) => ({
			json: { id: memo.id },
			times: () => (memo.status === 'cancelled' ? 1 : 0),
			agrees: (rows) => only(rows).id === memo.id && only(rows).status === 'cancelled',
		})),
});

export const creditMemos = [create, update, cancel];
