import { DateTime } from 'luxon';
import { invalid } from '../errors.mts';
import { toDecimal, toMinor } from '../money.mts';
import type { Merchant } from '../merchants.mts';
import {
	shown,
	type Movement,
	type Transfer,
	type TransferReport,
	type Withdrawal,
} from '../resources.mts';
import type { World } from '../world.mts';
import { balancesOf } from './balance.mts';
import { DAY, HOUR, MINUTE, change, fresh } from './change.mts';
import { payoutBank } from './payout-bank.mts';
import { reportOn } from './transfer-report.mts';

/**
 * Books a movement of the merchant's money; `minor` units are negative for what is taken off. At
 * the end of the merchant's day what has gathered goes out as one lump, net of fees
 * (docs/paystand-api.md#transfer-fields).
 */
export function credit(
	world: World,
	merchant: Merchant,
	currency: string,
	resourceType: Movement['resourceType'],
	resourceId: string,
	minor: number,
): void {
	const { account } = merchant;
	account.movements.push({ resourceType, resourceId, minor, currency });
	const now = DateTime.fromJSDate(world.clock.now(), { zone: merchant.timezone });
	const end = now.endOf('day').toMillis();
	if (account.planned.has(end)) return;
	account.planned.add(end);
	world.clock.at(new Date(end), () => {
		account.planned.delete(end);
		if (merchant.autoWithdrawal) payOut(world, merchant);
	});
}

/** One transfer for each currency; what comes to nothing, or to less, may wait for another day. */
function payOut(world: World, merchant: Merchant): void {
	for (const [currency, { available }] of balancesOf(merchant)) {
		if (available === 0 || (available < 0 && merchant.negativePayouts === 'wait')) continue;
		send(world, merchant, { minor: available, currency });
	}
}

export interface WithdrawalRequest {
	/** Decimal string, above zero. */
	amount: string;
	currency: string;
	/** What the withdrawal keeps beside it, e.g. `description` and `meta`. */
	more?: Record<string, unknown>;
}

/**
 * A withdrawal that the merchant asks for, carried out by one transfer.
 * @throws {PaystandRefusal} 422 for more than the available balance
 */
export function withdraw(
	world: World,
	merchant: Merchant,
	{ amount, currency, more }: WithdrawalRequest,
): Withdrawal {
	const minor = toMinor(amount);
	const { available } = balancesOf(merchant).get(currency) ?? { available: 0 };
	if (minor > available)
		throw invalid('amount', amount, `The available balance is ${toDecimal(available)}.`);
	return send(world, merchant, { minor, currency, more });
}

function send(
	world: World,
	merchant: Merchant,
	{ minor, currency, more }: { minor: number; currency: string; more?: object },
): Withdrawal {
	const bank = payoutBank(world, merchant, currency);
	const amount = toDecimal(minor);
	const stamp = fresh(world);
	const withdrawal: Withdrawal = merchant.withdrawals.insert({
		...more,
		...stamp,
		object: 'withdrawal',
		amount,
		currency,
		bankId: bank.id,
		accountKey: 'default',
		bank: shown(bank),
		dateToPost: stamp.created,
		transfers: [],
		hasTransactions: true,
		status: 'created',
		ownerId: merchant.id,
	});
	const movements = take(merchant, withdrawal, minor);
	const made = fresh(world);
	const transfer: Transfer = merchant.transfers.insert({
		...made,
		object: 'transfer',
		description: `Payout of ${movements.length} movements`,
		amount,
		currency,
		dateToPost: made.created,
		dateFailed: null,
		reason: null,
		holds: [],
		bankId: bank.id,
		accountKey: 'default',
		bank: shown(bank),
		provider: 'vantiv',
		resourceId: withdrawal.id,
		resourceType: 'Withdrawal',
		status: 'created',
		ownerId: merchant.id,
	});
	transfer.holds = [hold(world, transfer)];
	withdrawal.transfers = [shown(transfer)];
	if (world.extraEvents) world.emit(merchant, withdrawal);
	live(world, merchant, withdrawal, transfer, reportOn(world, merchant, transfer, movements));
	return withdrawal;
}

/**
 * Takes the movements of a currency off the account. What the withdrawal does not take of them goes
 * back as one movement, so that each report explains its transfer to the cent.
 */
function take(merchant: Merchant, withdrawal: Withdrawal, minor: number): Movement[] {
	const { account } = merchant;
	const { currency } = withdrawal;
	const taken = account.movements.filter((movement) => movement.currency === currency);
	account.movements = account.movements.filter((movement) => movement.currency !== currency);
	const rest = taken.reduce((sum, movement) => sum + movement.minor, 0) - minor;
	if (rest === 0) return taken;
	const left: Movement = {
		resourceType: 'Withdrawal',
		resourceId: withdrawal.id,
		minor: rest,
		currency,
	};
	account.movements.push(left);
	return [...taken, { ...left, minor: -rest }];
}

function live(
	world: World,
	merchant: Merchant,
	withdrawal: Withdrawal,
	transfer: Transfer,
	report: TransferReport,
): void {
	const stamp = () => world.clock.now().toISOString();
	const settle = (row: Withdrawal | TransferReport, status: string) =>
		void Object.assign(row, { status, lastUpdated: stamp() });
	const step = (after: number, status: string, more?: () => Partial<Transfer>) =>
		world.clock.after(after, () => {
			change(world, merchant, transfer, { status, ...more?.() });
			settle(withdrawal, status);
			withdrawal.transfers = [shown(transfer)];
		});
	world.clock.after(1 * MINUTE, () => begin(world, merchant, withdrawal, transfer));
	step(1 * HOUR, 'sending');
	step(1 * DAY, 'posted', () => ({ datePosted: stamp() }));
	step(2 * DAY, 'paid', () => ({ dateSettled: stamp() }));
	world.clock.after(1 * MINUTE, () => settle(report, 'processing'));
	world.clock.after(2 * HOUR, () => settle(report, 'completed'));
}

/**
 * No event tells that a transfer was created. The first one is `processing`, and tells of the kind,
 * the id and the state alone that they changed (docs/paystand-api.md#transfer-events).
 */
function begin(world: World, merchant: Merchant, withdrawal: Withdrawal, transfer: Transfer): void {
	const lastUpdated = world.clock.now().toISOString();
	Object.assign(transfer, { status: 'processing', lastUpdated });
	const { object: _object, id: _id, status: _status, ...known } = transfer;
	world.emit(merchant, transfer, known);
	const holds = transfer.holds as Record<string, unknown>[];
	transfer.holds = holds.map((one) => ({ ...one, status: 'active' }));
	Object.assign(withdrawal, { status: 'processing', lastUpdated, transfers: [shown(transfer)] });
}

function hold(world: World, transfer: Transfer): Record<string, unknown> {
	const stamp = fresh(world);
	return {
		...stamp,
		object: 'hold',
		amount: transfer.amount,
		currency: transfer.currency,
		holdTime: '0',
		releaseDate: stamp.created,
		resourceId: transfer.id,
		resourceType: 'Transfer',
		status: 'created',
	};
}
