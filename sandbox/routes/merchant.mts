import { noAccess } from '../errors.mts';
import type { Merchant } from '../merchants.mts';
import { issueToken, mustAgree, type TokenRequest } from '../tokens.mts';
import { typed, type Call, type Handler } from './call.mts';

interface MerchantInput {
	settings?: {
		events?: { enabled?: boolean; urls?: { always?: string[] } };
		[group: string]: unknown;
	};
}

/** With the settings under `account`, as the docs show them, and at the top, as they are written. */
function reply(merchant: Merchant): Record<string, unknown> {
	const { id, name, timezone, created, lastUpdated } = merchant;
	const settings = structuredClone(merchant.settings);
	return {
		object: 'customer',
		id,
		name,
		timezone,
		settings,
		account: { settings },
		status: 'active',
		created,
		lastUpdated,
	};
}

function own({ merchant, params }: Call): Merchant {
	if (params.customerId !== merchant.id) throw noAccess();
	return merchant;
}

export const merchantRoutes: Record<string, Handler> = {
	createToken: typed<TokenRequest>(({ world, body, request }) => {
		mustAgree(request.headers.authorization, body);
		return issueToken(world, body);
	}),

	getMerchantTimezone: ({ merchant }) => ({ timezone: merchant.timezone }),

	getMerchant: (call) => reply(own(call)),

	/** A sent list of URLs replaces the former one; see `settingsWrite` for what is not sent. */
	updateMerchant: typed<MerchantInput>((call) => {
		const merchant = own(call);
		const { events, ...groups } = structuredClone(call.body.settings ?? {});
		const kept = merchant.settingsWrite === 'merge' ? merchant.settings : {};
		merchant.settings = { ...kept, ...groups, events: merchant.settings.events };
		if (events?.enabled !== undefined) merchant.settings.events.enabled = events.enabled;
		if (events?.urls?.always) merchant.settings.events.urls.always = events.urls.always;
		merchant.lastUpdated = call.world.clock.now().toISOString();
		return reply(merchant);
	}),
};
