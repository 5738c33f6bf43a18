import type { Merchant } from '../merchants.mts';
import type { MerchantBank } from '../resources.mts';
import type { World } from '../world.mts';
import { fresh } from './change.mts';
import { fingerprint, GOOD_ACCOUNT, GOOD_ROUTING } from './sources.mts';

/** The merchant's own bank account for a currency, made when the first payout needs it. */
export function payoutBank(world: World, merchant: Merchant, currency: string): MerchantBank {
	const routingNumber = GOOD_ROUTING[currency]!;
	return (
		merchant.payoutBanks.find((bank) => bank.currency === currency) ??
		merchant.payoutBanks.insert({
			...fresh(world),
			object: 'bank',
			status: 'active',
			ownerId: merchant.id,
			isDefault: true,
			externalId: null,
			nameOnAccount: merchant.name,
			accountHolderType: 'company',
			accountType: 'checking',
			bankName: 'Test Bank',
			routingNumber,
			currency,
			country: currency === 'CAD' ? 'CAN' : 'USA',
			last4: GOOD_ACCOUNT.slice(-4),
			fingerprint: fingerprint(`${merchant.id}/${routingNumber}/${GOOD_ACCOUNT}`),
			billingAddress: {},
			dropped: true,
			verified: true,
			inner: { accountNumber: GOOD_ACCOUNT },
		})
	);
}
