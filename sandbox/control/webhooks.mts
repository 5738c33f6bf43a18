import type { FastifyInstance } from 'fastify';
import type { Delivery } from '../deliveries.mts';
import { sendAgain } from '../events.mts';
import type { Sandbox } from '../sandbox.mts';
import { PAGE, flag, merchantOf, missing, object, page, senseless, text } from './shared.mts';
import type { PageQuery } from './shared.mts';

interface DeliveryQuery extends PageQuery {
	merchantId?: string;
	status?: Delivery['status'];
}

/** The merchant's webhook switch and URLs, deliveries, and sending an event again. */
export function registerWebhookControl(app: FastifyInstance, sandbox: Sandbox): void {
	app.put<{ Body: { merchantId?: string; enabled: boolean; urls: string[] } }>(
		'/control/webhooks',
		{
			schema: {
				body: object({ merchantId: text, enabled: flag, urls: { type: 'array', items: text } }, [
					'enabled',
					'urls',
				]),
			},
		},
		async ({ body }) => {
			const { events } = merchantOf(sandbox.world, body.merchantId).settings;
			events.enabled = body.enabled;
			events.urls.always = body.urls;
			return events;
		},
	);

	app.get<{ Querystring: DeliveryQuery }>(
		'/control/deliveries',
		{
			schema: {
				querystring: object({
					merchantId: text,
					status: { enum: ['pending', 'delivered', 'failed'] },
					...PAGE,
				}),
			},
		},
		async ({ query }) => {
			const { merchantId, status } = query;
			const rows = sandbox.world.deliveries
				.all()
				.filter((delivery) => !merchantId || delivery.merchantId === merchantId)
				.filter((delivery) => !status || delivery.status === status);
			return page(rows.toReversed(), query);
		},
	);

	app.post<{ Params: { id: string } }>('/control/events/:id/send', async ({ params }) => {
		for (const merchant of sandbox.world.merchants.values()) {
			const event = merchant.events.get(params.id);
			if (!event) continue;
			const urls = merchant.settings.events.urls.always;
			if (urls.length === 0) throw senseless('The merchant has no webhook URL.');
			sendAgain(sandbox.world, merchant, event);
			return { sentTo: urls };
		}
		throw missing('id', params.id, 'There is no such event.');
	});
}
