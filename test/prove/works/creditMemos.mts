import { byId, numbers, only, wholeList, type Maker } from './work.mts';

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

/** Every second key is new. Paystand itself would take a key a second time. */
const createOrUpdate: Maker = async ({ merchant: { creditMemos } }) => {
	const withKey = (key: string) => creditMemos.all().filter(({ extId }) => extId === key);
	return {
		plan: { resource: 'creditMemo', operation: 'upsert', parameters: FIELDS },
		items: numbers(160).map((number) => {
			const key = number % 2 ? `CM-${number}` : `NEW-${number}`;
			const wanted = withKey(key).length > 0 ? 'updated' : 'created';
			return {
				json: { key, amount: `${number}.25` },
				times: () => withKey(key).filter(({ amount }) => amount === number + 0.25).length,
				agrees(rows) {
					const { id, outcome } = only(rows);
					const [memo, ...others] = withKey(key);
					return others.length === 0 && id === memo?.id && outcome === wanted;
				},
			};
		}),
	};
};

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

const activate: Maker = async ({ merchant: { creditMemos } }) => ({
	plan: { resource: 'creditMemo', operation: 'activate', parameters: { creditMemo: byId() } },
	items: creditMemos
		.all()
		.filter(({ status }) => status === 'cancelled')
		.slice(0, 120)
		.map((memo) => ({
			json: { id: memo.id },
			times: () => (memo.status === 'active' ? 1 : 0),
			agrees: (rows) => only(rows).id === memo.id && only(rows).status === 'active',
		})),
});

const get: Maker = async ({ merchant: { creditMemos } }) => ({
	plan: { resource: 'creditMemo', operation: 'get', parameters: { creditMemo: byId() } },
	items: creditMemos
		.all()
		.slice(-100)
		.map(({ id, amount, status }) => ({
			json: { id },
			agrees(rows) {
				const row = only(rows);
				return row.id === id && row.amount === amount && row.status === status;
			},
		})),
});

const getMany = wholeList('creditMemo', ({ creditMemos }) => creditMemos, 40);

export const creditMemos = [create, createOrUpdate, update, cancel, activate, get, getMany];
