import { callerOf } from '../../../harness/records.mts';
import { readEach, numbers, only, wholeList, type BatchMaker } from './batch.mts';

/** Charges with the payer's fee: a quote before readEach, and the echo of it in the charge. */
const charge: BatchMaker = async ({ sandbox, merchant }) => {
	const call = await callerOf(sandbox, merchant);
	const body = { extCustomerId: 'PAYER', card: '4242424242424242' };
	const card = await call<{ id: string }>('POST', '/control/cards', body);
	const { payer } = merchant.customers.byKey('PAYER')!;
	return {
		plan: {
			resource: 'payment',
			operation: 'charge',
			parameters: {
				customer: { __rl: true, mode: 'payer', value: payer.id },
				fund: 'card',
				cardId: card.id,
				amount: '={{ $json.amount }}',
				addPayerFee: true,
				additionalFields: { meta: '={{ { number: $json.number } }}' },
			},
		},
		items: numbers(200).map((number) => {
			const found = () =>
				merchant.payments
					.all()
					.filter(({ meta }) => (meta as { number: number }).number === number);
			return {
				json: { number, amount: `${number}.00` },
				times: () => found().length,
				agrees: (rows) =>
					only(rows).id === found()[0]?.id && only(rows).total === found()[0]?.amount,
			};
		}),
	};
};

const get = readEach('payment', ({ payments }) => payments, [0, 100], 'amount');

const getMany = wholeList('payment', ({ payments }) => payments, 40);

export const payments = [charge, get, getMany];
