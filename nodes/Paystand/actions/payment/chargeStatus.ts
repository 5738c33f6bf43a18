import type { IDataObject } from 'n8n-workflow';

/** What the status of a payment says of its charge. */
export type ChargeStatus = 'charged' | 'notCharged' | 'unclear';

/** The states of money that moves or has moved (fact sheet 7.4 and 14 r). */
const CHARGED = ['created', 'processing', 'posted', 'paid'];
/** A payment that moved no money does not stand for its charge. */
const NOT_CHARGED = ['failed', 'canceled', 'cancelled'];

/** A state that Paystand has not documented is neither told as charged nor charged again. */
export function chargeStatusOf({ status }: IDataObject): ChargeStatus {
	const state = String(status).toLowerCase();
	if (CHARGED.includes(state)) return 'charged';
	return NOT_CHARGED.includes(state) ? 'notCharged' : 'unclear';
}
