import { numbers, only, type BatchMaker } from './batch.mts';

const BANK_ID = '={{ $json.id }}';

const add: BatchMaker = async ({ merchant: { customers, banks } }) => ({
	plan: {
		resource: 'bankAccount',
		operation: 'add',
		parameters: {
			customer: { __rl: true, mode: 'payer', value: customers.byKey('PAYER')!.payer.id },
			nameOnAccount: 'Acme Dental Group',
			accountNumber: '={{ $json.account }}',
			routingNumber: '110000000',
		},
	},
	items: numbers(150).map((number) => {
		const account = `000${100_000 + number}`;
		const found = () => banks.all().filter(({ inner }) => inner.accountNumber === account);
		return {
			json: { account },
			times: () => found().length,
			agrees: (rows) => only(rows).id === found()[0]?.id,
		};
	}),
});

const sendMicroDeposits: BatchMaker = async ({ merchant: { banks } }) => ({
	plan: {
		resource: 'bankAccount',
		operation: 'sendMicroDeposits',
		parameters: { bankId: BANK_ID },
	},
	items: banks.all().map((bank) => ({
		json: { id: bank.id },
		times: () => (bank.dropped ? 1 : 0),
		agrees: (rows) => only(rows).id === bank.id,
	})),
});

/** With the deposits that the sandbox sends. */
const verifyMicroDeposits: BatchMaker = async ({ merchant: { banks } }) => ({
	plan: {
		resource: 'bankAccount',
		operation: 'verifyMicroDeposits',
		parameters: { bankId: BANK_ID, firstAmount: '32', secondAmount: '45' },
	},
	items: banks
		.all()
		.filter(({ dropped }) => dropped)
		.map((bank) => ({
			json: { id: bank.id },
			times: () => (bank.verified ? 1 : 0),
			agrees: (rows) => only(rows).id === bank.id && only(rows).verified === true,
		})),
});

export const bankAccounts = [add, sendMicroDeposits, verifyMicroDeposits];
