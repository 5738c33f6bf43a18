import { byId, readEach, numbers, only, toStatus, wholeList, type BatchMaker } from './batch.mts';

const FIELDS = {
	customer: { __rl: true, mode: 'key', value: 'PAYER' },
	extId: '={{ $json.key }}',
	extKey: '=No. {{ $json.key }}',
	amount: '={{ $json.amount }}',
	extPostedDate: '2026-11-20',
};

const create: BatchMaker = async ({ merchant: { creditMemos } }) => ({
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
const createOrUpdate: BatchMaker = async ({ merchant: { creditMemos } }) => {
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

const update: BatchMaker = async ({ merchant: { creditMemos } }) => ({
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

const cancel = toStatus('creditMemo', 'cancel', 'cancelled', ({ creditMemos }) =>
	creditMemos.all().slice(0, 170),
);

const activate = toStatus('creditMemo', 'activate', 'active', ({ creditMemos }) =>
	creditMemos
		.all()
		.filter(({ status }) => status === 'cancelled')
		.slice(0, 120),
);

const get = readEach('creditMemo', ({ creditMemos }) => creditMemos, [-100], 'amount', 'status');

const getMany = wholeList('creditMemo', ({ creditMemos }) => creditMemos, 40);

export const creditMemos = [create, createOrUpdate, update, cancel, activate, get, getMany];
