import type { FastifyInstance } from 'fastify';
import { registerMerchantControl } from './control/merchants.mts';
import { registerMoneyControl } from './control/money.mts';
import { registerWebhookControl } from './control/webhooks.mts';
import { registerWorldControl } from './control/world.mts';
import type { Sandbox } from './sandbox.mts';

/**
 * The routes under `/control` that play everyone but the API's caller: payers, banks, Paystand's
 * staff, time and bad luck. JSON, without authentication: the sandbox listens on this machine only.
 */
export function registerControl(app: FastifyInstance, sandbox: Sandbox): void {
	registerWorldControl(app, sandbox);
	registerMerchantControl(app, sandbox);
	registerMoneyControl(app, sandbox);
	registerWebhookControl(app, sandbox);
}
