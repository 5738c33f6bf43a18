import { createHash } from 'node:crypto';
import { PaystandRefusal, refused } from '../errors.mts';
import { mustBeAccount } from '../life/sources.mts';
import { shown, type Address, type Bank } from '../resources.mts';
import { extras, owned, stamps, typed, type Handler } from './call.mts';
import { mustBePayer } from './fees.mts';

interface BankInput {
	nameOnAccount: string;
	accountHolderType: string;
	accountType: string;
	routingNumber: string;
	accountNumber: string;
	currency: string;
	country: string;
	billingAddress?: Address;
}

const FIXED = [
	...['object', 'id', 'payerId', 'accountNumber', 'bankName', 'last4', 'fingerprint'],
	...['dropped', 'verified', 'status', 'created', 'lastUpdated', 'inner'],
];
/**
 * Cents of the two deposits that every test bank gets (docs/paystand-api.md#test-bank-accounts).
 */
const DEPOSITS = ['32', '45'];

export const bankRoutes: Record<string, Handler> = {
	createPayerBank: typed<BankInput>(({ world, merchant, params, body }) => {
		mustBePayer(merchant, params.payerId!);
		mustBeAccount(body);
		const account = `${body.routingNumber}/${body.accountNumber}`;
		const bank = merchant.banks.insert({
			...extras(body, FIXED),
			...stamps(world),
			object: 'bank',
			status: 'active',
			payerId: params.payerId!,
			nameOnAccount: body.nameOnAccount,
			accountHolderType: body.accountHolderType,
			accountType: body.accountType,
			bankName: 'Test Bank',
			routingNumber: body.routingNumber,
			currency: body.currency,
			country: body.country,
			last4: body.accountNumber.slice(-4),
			fingerprint: createHash('sha256').update(account).digest('hex').slice(0, 32),
			billingAddress: { ...body.billingAddress },
			dropped: false,
			verified: false,
			inner: { accountNumber: body.accountNumber },
		});
		return shown(bank);
	}),

	sendMicroDeposits: ({ world, merchant, params }) => {
		const bank = owned(merchant.banks, params.bankId);
		bank.dropped = true;
		bank.lastUpdated = world.clock.now().toISOString();
		return shown(bank);
	},

	verifyMicroDeposits: typed<{ amounts: string[] }>(({ world, merchant, params, body }) => {
		const bank: Bank = owned(merchant.banks, params.bankId);
		if (bank.verified) throw bankFailure(body, 'The bank account has already been verified.');
		if (!bank.dropped) throw refused('No deposits have been sent to this bank account.');
		if ([...body.amounts].sort().join() !== DEPOSITS.join())
			throw bankFailure(body, 'The amounts are not those of the deposits.');
		bank.verified = true;
		bank.lastUpdated = world.clock.now().toISOString();
		return shown(bank);
	}),
};

function bankFailure({ amounts }: { amounts: string[] }, explanation: string): PaystandRefusal {
	return new PaystandRefusal(402, {
		code: 'bankFailure',
		parameter: 'amounts',
		value: amounts,
		explanation,
	});
}
