import { DateTime } from 'luxon';
import { toDecimal } from '../money.mts';
import type { Merchant } from '../merchants.mts';
import { shown, type Transfer, type TransferReport, type Withdrawal } from '../resources.mts';
import type { World } from '../world.mts';
import { DAY, HOUR, MINUTE, change, fresh } from './change.mts';
import { GOOD_ACCOUNT, GOOD_ROUTING } from './sources.mts';

interface Movement {
	resourceType: 'Payment' | 'Fee' | 'Refund' | 'Dispute';
	resourceId: string;
	/** Minor units; what is taken off is negative. */
	minor: number;
	currency: string;
}

/** What moved on a merchant's account since the last transfer, and the days that get one. */
interface Account {
	movements: Movement[];
	/** Ends of days, in milliseconds, with a payout planned. */
	planned: Set<number>;
}

const accounts = new WeakMap<Merchant, Account>();

function accountOf(merchant: Merchant): Account {
	const account = accounts.get(merchant) ?? { movements: [], planned: new Set() };
	accounts.set(merchant, account);
	return account;
}

/**
 * Books a movement of the merchant's money; `minor` units are negative for what is taken off. At the
 * end of the merchant's day what has gathered goes out as one lump, net of fees (fact sheet 6.11).
 */
export function credit(
	world: World,
	merchant: Merchant,
	currency: string,
	resourceType: Movement['resourceType'],
	resourceId: string,
	minor: number,
): void {
	const account = accountOf(merchant);
	account.movements.push({ resourceType, resourceId, minor, currency });
	const now = DateTime.fromJSDate(world.clock.now(), { zone: merchant.timezone });
	const end = now.endOf('day').toMillis();
	if (account.planned.has(end)) return;
	account.planned.add(end);
	world.clock.at(new Date(end), () => {
		account.planned.delete(end);
		payOut(world, merchant, account);
	});
}

/** One transfer for each currency; what comes to nothing or less waits for another day. */
function payOut(world: World, merchant: Merchant, account: Account): void {
	for (const currency of new Set(account.movements.map((movement) => movement.currency))) {
		const movements = account.movements.filter((movement) => movement.currency === currency);
		const minor = movements.reduce((sum, movement) => sum + movement.minor, 0);
		if (minor <= 0) continue;
		account.movements = account.movements.filter((movement) => movement.currency !== currency);
		send(world, merchant, movements, toDecimal(minor), currency);
	}
}

function send(
	world: World,
	merchant: Merchant,
	movements: Movement[],
	amount: string,
	currency: string,
): void {
	const bank = payoutBank(merchant, currency);
	const now = world.clock.now();
	const withdrawal = merchant.withdrawals.insert({
		...fresh(world),
		object: 'withdrawal',
		amount,
		currency,
		bankId: bank.id,
		accountKey: 'default',
		bank,
		dateToPost: new Date(now.getTime() + DAY).toISOString(),
		transfers: [],
		hasTransactions: true,
		status: 'created',
		ownerId: merchant.id,
	});
	const transfer = merchant.transfers.insert({
		...fresh(world),
		object: 'transfer',
		description: `Payout of ${movements.length} movements`,
		amount,
		currency,
		datePosted: null,
		dateToPost: withdrawal.dateToPost,
		dateSettled: new Date(now.getTime() + 2 * DAY).toISOString(),
		dateFailed: null,
		reason: null,
		holds: [],
		bankId: bank.id,
		accountKey: 'default',
		bank,
		provider: 'vantiv',
		resourceId: withdrawal.id,
		resourceType: 'Withdrawal',
		status: 'created',
		ownerId: merchant.id,
	});
	transfer.holds = [hold(world, transfer)];
	withdrawal.transfers = [shown(transfer)];
	if (world.extraEvents) world.emit(merchant, withdrawal);
	const report = reportOn(world, merchant, transfer, movements);
	live(world, merchant, withdrawal, transfer, report);
}

/** The first event of a transfer is `processing` (fact sheet 7.5). */
function live(
	world: World,
	merchant: Merchant,
	withdrawal: Withdrawal,
	transfer: Transfer,
	report: TransferReport,
): void {
	const stamp = () => world.clock.now().toISOString();
	const step = (after: number, status: string, more?: () => Partial<Transfer>) =>
		world.clock.after(after, () => {
			change(world, merchant, transfer, { status, ...more?.() });
			settle(withdrawal, status);
			withdrawal.transfers = [shown(transfer)];
		});
	const settle = (row: Withdrawal | TransferReport, status: string) =>
		void Object.assign(row, { status, lastUpdated: stamp() });
	step(1 * MINUTE, 'processing');
	step(1 * HOUR, 'sending');
	step(1 * DAY, 'posted', () => ({ datePosted: stamp() }));
	step(2 * DAY, 'paid', () => ({ dateSettled: stamp() }));
	world.clock.after(1 * MINUTE, () => settle(report, 'processing'));
	world.clock.after(2 * HOUR, () => settle(report, 'completed'));
}

function reportOn(
	world: World,
	merchant: Merchant,
	transfer: Transfer,
	movements: Movement[],
): TransferReport {
	for (const { resourceType, resourceId, minor, currency } of movements)
		merchant.reportEntries.insert({
			...fresh(world),
			object: 'transferReportEntry',
			resourceType,
			resourceId,
			amount: toDecimal(minor),
			currency,
			status: 'active',
			inner: { transferId: transfer.id },
		});
	return merchant.reports.insert({
		...fresh(world),
		object: 'transferReport',
		transferId: transfer.id,
		status: 'created',
	});
}

function hold(world: World, transfer: Transfer): Record<string, unknown> {
	return {
		...fresh(world),
		object: 'hold',
		amount: transfer.amount,
		currency: transfer.currency,
		holdTime: '0',
		releaseDate: world.clock.now().toISOString(),
		resourceId: transfer.id,
		resourceType: 'Transfer',
		status: 'released',
	};
}

function payoutBank(merchant: Merchant, currency: string) {
	return {
		object: 'bank',
		id: merchant.payoutBankId,
		nameOnAccount: merchant.name,
		accountHolderType: 'company',
		accountType: 'checking',
		bankName: 'Test Bank',
		routingNumber: GOOD_ROUTING[currency]!,
		currency,
		country: currency === 'CAD' ? 'CAN' : 'USA',
		last4: GOOD_ACCOUNT.slice(-4),
		status: 'active',
		created: merchant.created,
		lastUpdated: merchant.created,
	};
}
