import type { Merchant } from '../merchants.mts';
import { toMinor } from '../money.mts';
import type { Payment } from '../resources.mts';
import type { World } from '../world.mts';
import { completeChange } from './balance.mts';
import { change } from './change.mts';
import { deductFees } from './fee.mts';
import { credit } from './transfer.mts';

/** A posted payment becomes paid, unless a dispute that is not won holds the money. */
export function pay(world: World, merchant: Merchant, payment: Payment): void {
	const held = payment.disputes.some((dispute) => (dispute as { status: string }).status !== 'won');
	if (payment.status !== 'posted' || held) return;
	change(world, merchant, payment, {
		status: 'paid',
		datePaid: world.clock.now().toISOString(),
	});
	credit(world, merchant, payment.currency, 'Payment', payment.id, toMinor(payment.amount));
	completeChange(world, merchant, payment.inner.balanceChangeId);
	deductFees(world, merchant, payment);
}
