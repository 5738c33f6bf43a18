import { PaystandRefusal, refused } from '../errors.mts';
import { carriesMore, isGenuine } from '../events.mts';
import { shown } from '../resources.mts';
import { verifyReply } from '../verify-replies.mts';
import { owned, typed, type Handler } from './call.mts';

/** See docs/paystand-api.md#ways-to-verify. */
const MAX_VERIFY_BYTES = 100 * 1024;

export const eventRoutes: Record<string, Handler> = {
	getEvent: ({ merchant, params }) => shown(owned(merchant.events, params.eventId)),

	/**
	 * Needs the eight fields as they were sent. With a token further ones make it fail; older plugins
	 * sent the whole event, with the publishable key alone.
	 */
	verifyEvent: typed<Record<string, unknown>>(({ world, merchant, params, body, request }) => {
		const { settings } = world.faults;
		const odd = verifyReply(settings);
		if (odd) return odd;
		if (Number(request.headers['content-length'] ?? 0) > MAX_VERIFY_BYTES)
			throw new PaystandRefusal(413, {
				code: 'payloadTooLarge',
				explanation: 'The event is larger than 100 KB.',
			});
		const event = owned(merchant.events, params.eventId);
		const tooMuch = request.headers.authorization !== undefined && carriesMore(body);
		if (tooMuch || !isGenuine(event, body, settings))
			throw refused('The event could not be verified.', { detailCode: 'eventMismatch' });
		return shown(event);
	}),
};
