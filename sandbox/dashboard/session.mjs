/** What all pages need to know: the sandbox's state, and whose books are open. */
import { call } from './control.mjs';
import { dayIn } from './format.mjs';

const KEPT = 'merchant';

export const session = { state: undefined, merchantId: sessionStorage.getItem(KEPT) ?? '' };

/** The merchant whose books are open: the first one until another is chosen. */
export function merchant() {
	const { merchants } = session.state;
	return merchants.find(({ id }) => id === session.merchantId) ?? merchants[0];
}

export function chooseMerchant(id) {
	session.merchantId = id;
	sessionStorage.setItem(KEPT, id);
}

export async function readState() {
	session.state = await call('GET', '/state');
	session.merchantId = merchant().id;
}

/** What columns and fields are shown with. */
export function context() {
	const { timezone: zone } = merchant();
	return { zone, today: dayIn(session.state.now, zone) };
}

/** A control route's answer about this merchant. */
export const ask = (path, query = {}) =>
	call('GET', `${path}?${new URLSearchParams({ ...query, merchantId: session.merchantId })}`);
