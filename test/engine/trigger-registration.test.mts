import { NodeApiError } from 'n8n-workflow';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { Credentials } from './harness/credentials.mts';
import { useEngine } from './harness/sandbox.mts';
import { TriggerHost, watch } from './harness/trigger.mts';

const engine = useEngine();
let seen: ReturnType<typeof watch>;
const host = (parameters = {}) => new TriggerHost(engine.credential, parameters as never);
const urls = () => engine.merchant.settings.events.urls.always;
const writes = () => seen.requests().filter(({ method }) => method === 'PUT');
const FOREIGN = 'https://erp.example.com/paystand';

beforeEach(() => {
	engine.merchant.settings.events.urls.always = [FOREIGN];
	seen = watch(engine);
});

test('activating adds the URL and switches events on, deactivating takes out this one only', async () => {
	const [one, other] = [host(), host()];
	await one.activate();
	expect(engine.merchant.settings.events).toEqual({
		enabled: true,
		urls: { always: [FOREIGN, one.url] },
	});
	await other.activate();
	expect(urls()).toEqual([FOREIGN, one.url, other.url]);
	await one.deactivate();
	expect(urls()).toEqual([FOREIGN, other.url]);
	await other.deactivate();
	expect(engine.merchant.settings.events).toEqual({ enabled: true, urls: { always: [FOREIGN] } });
});

test('saving or activating again writes nothing', async () => {
	const trigger = host();
	expect(await trigger.activate()).toBe(true);
	expect(await trigger.activate()).toBe(false);
	expect(await trigger.activate()).toBe(false);
	expect(writes()).toHaveLength(1);
	expect(urls()).toEqual([FOREIGN, trigger.url]);
});

test('a registration of this workflow that is there already is taken over', async () => {
	const trigger = host();
	engine.merchant.settings.events = { enabled: true, urls: { always: [trigger.url, FOREIGN] } };
	expect(await trigger.activate()).toBe(false);
	expect(writes()).toEqual([]);
	await trigger.deactivate();
	expect(urls()).toEqual([FOREIGN]);
});

test('two workflows that are activated at the same moment are both there', async () => {
	const all = [host(), host(), host()];
	await Promise.all(all.map((trigger) => trigger.activate()));
	expect(urls().toSorted()).toEqual([FOREIGN, ...all.map(({ url }) => url)].toSorted());
});

test('the switch was off: it is on again', async () => {
	const trigger = host();
	await trigger.activate();
	engine.merchant.settings.events.enabled = false;
	expect(await trigger.activate()).toBe(true);
	expect(engine.merchant.settings.events.enabled).toBe(true);
});

test('the secret is in the URL, and another one replaces it', async () => {
	const trigger = host({ settings: { urlSecret: 'olive tree' } });
	await trigger.activate();
	expect(urls()).toEqual([FOREIGN, `${trigger.url}?secret=olive%20tree`]);
	trigger.parameters = { ...trigger.parameters, settings: { urlSecret: 'fig' } };
	await trigger.activate();
	expect(urls()).toEqual([FOREIGN, `${trigger.url}?secret=fig`]);
	await trigger.deactivate();
	expect(urls()).toEqual([FOREIGN]);
});

test('when this n8n gets another address, the former one goes', async () => {
	const trigger = host();
	await trigger.activate();
	trigger.webhookBaseUrl = 'https://moved.example.com/webhook';
	await trigger.activate();
	expect(urls()).toEqual([FOREIGN, trigger.url]);
	expect(trigger.url).toContain('moved');
});

test('when n8n starts and Paystand cannot be asked, the registration is taken to be as it was', async () => {
	const trigger = host();
	await trigger.activate();
	engine.merchant.refusedRoutes = ['getMerchant'];
	expect(await trigger.activate('init')).toBe(false);
	await expect(trigger.activate()).rejects.toThrow('register webhooks by API');
	await expect(host().activate('init')).rejects.toThrow('register webhooks by API');
});

describe('by hand', () => {
	test('nothing is asked and nothing is written', async () => {
		const trigger = host({ registration: 'manual' });
		expect(await trigger.activate()).toBe(false);
		await trigger.deactivate();
		expect(seen.requests()).toEqual([]);
	});

	const byHand = (trigger: TriggerHost, more: object = {}) => {
		trigger.parameters = { ...trigger.parameters, registration: 'manual', ...more };
	};

	test('what was registered by API stays, since it is what belongs into the dashboard', async () => {
		const trigger = host();
		await trigger.activate();
		byHand(trigger);
		const before = seen.requests().length;
		expect(await trigger.activate()).toBe(false);
		await trigger.deactivate();
		expect(urls()).toEqual([FOREIGN, trigger.url]);
		expect(seen.requests()).toHaveLength(before);
	});

	test('another URL that was registered by API is taken out', async () => {
		const trigger = host();
		await trigger.activate();
		byHand(trigger, { settings: { urlSecret: 'fig' } });
		await trigger.activate();
		expect(urls()).toEqual([FOREIGN]);
	});

	test('it works when the credential cannot be read', async () => {
		const trigger = host();
		await trigger.activate();
		byHand(trigger, { settings: { urlSecret: 'fig' } });
		vi.spyOn(engine.credential, 'getDecrypted').mockRejectedValueOnce(new Error('no such key'));
		expect(await trigger.activate()).toBe(false);
		await trigger.deactivate();
		expect(urls()).toHaveLength(2);
	});

	test.each([
		['refuses to show the account', { refused: ['getMerchant:403'] }],
		['does not know the account any more', { refused: ['getMerchant:401'] }],
		['refuses to change it', { refused: ['updateMerchant:405'] }],
		['is down', { faults: { serverError: 1 } }],
		['never answers', { faults: { timeoutBefore: 1 } }],
	])(
		'it works when Paystand %s',
		async (_name, { refused = [], faults = {} }: any) => {
			const trigger = host();
			await trigger.activate();
			byHand(trigger, { settings: { urlSecret: 'fig' } });
			engine.merchant.refusedRoutes = refused;
			engine.setFaults(faults);
			const started = performance.now();
			for (const mode of ['activate', 'update', 'init'] as const)
				expect(await trigger.activate(mode)).toBe(false);
			await trigger.deactivate();
			expect(performance.now() - started).toBeLessThan(12_000);
			engine.setFaults({});
			const asked = seen.requests().length;
			expect(await trigger.activate()).toBe(false);
			expect(seen.requests()).toHaveLength(asked);
		},
		30_000,
	);
});

describe('what a colleague changes at the same moment stays', () => {
	const COLLEAGUE = 'https://colleague.example.com/hook';
	const PUT = /PUT .*customers/;
	/** Does something just before the account is read again after the write. */
	const afterWrite = (action: () => void) =>
		engine.before(PUT, async () => engine.before(/GET .*customers/, async () => action()));

	test('a URL that is added after our write', async () => {
		afterWrite(() => void engine.merchant.settings.events.urls.always.push(COLLEAGUE));
		const trigger = host();
		expect(await trigger.activate()).toBe(true);
		expect(urls()).toEqual([FOREIGN, trigger.url, COLLEAGUE]);
	});

	test('another setting, where nothing is lost', async () => {
		engine.merchant.settings.transfers = { report: { enabled: false } };
		afterWrite(() => (engine.merchant.settings.transfers = { report: { enabled: true } }));
		expect(await host().activate()).toBe(true);
		expect(engine.merchant.settings.transfers).toEqual({ report: { enabled: true } });
	});

	test('and where our write took something away, only that comes back', async () => {
		engine.merchant.settingsWrite = 'replace';
		Object.assign(engine.merchant.settings, { transfers: { report: { enabled: true } }, color: 1 });
		afterWrite(() => {
			Object.assign(engine.merchant.settings, { color: 2, added: { by: 'a colleague' } });
			engine.merchant.settings.events.urls.always.push(COLLEAGUE);
		});
		const error = await host()
			.activate()
			.catch((caught) => caught);
		expect(error.message).toContain('would have changed other settings of this Paystand account');
		expect(error.message).toContain('settings.transfers');
		expect(engine.merchant.settings).toMatchObject({
			transfers: { report: { enabled: true } },
			color: 2,
			added: { by: 'a colleague' },
			events: { urls: { always: [FOREIGN, COLLEAGUE] } },
		});
	});

	test('time stamps of whatever depth are no change', async () => {
		engine.merchant.settings.transfers = { lastUpdated: '2026-11-01T00:00:00Z', enabled: true };
		afterWrite(() => {
			engine.merchant.settings.transfers = { enabled: true };
		});
		expect(await host().activate()).toBe(true);
	});
});

describe('no harm', () => {
	test.each([
		['getMerchant', 401],
		['getMerchant:403', 403],
		['getMerchant:404', 404],
		['updateMerchant:405', 405],
	])('%s refused: activation stops, naming the other way', async (route, status) => {
		engine.merchant.refusedRoutes = [route];
		const trigger = host();
		const error = await trigger.activate().catch((caught) => caught);
		expect(error).toBeInstanceOf(NodeApiError);
		expect(error.httpCode).toBe(String(status));
		expect(error.message).toBe(
			`Paystand does not let this account register webhooks by API (status ${status})`,
		);
		expect(error.description).toContain("Set 'Registration' to 'By Hand in the Dashboard'");
		expect(error.description).toContain('Webhook Event URLs');
		expect(error.description).toContain(trigger.url);
		expect(urls()).toEqual([FOREIGN]);
	});

	test('other settings that a write would lose are put back, and activation stops', async () => {
		engine.merchant.settingsWrite = 'replace';
		engine.merchant.settings.transfers = { report: { enabled: true } };
		const before = structuredClone(engine.merchant.settings);
		const error = await host()
			.activate()
			.catch((caught) => caught);
		expect(error.message).toContain('would have changed other settings of this Paystand account');
		expect(error.description).toContain('written back');
		expect(engine.merchant.settings).toEqual(before);
	});

	const NOT_SHOWN = 'Paystand does not show the webhook settings of this account';
	test.each([
		['a page', '<html></html>', 'not a JSON object'],
		['no settings', { id: 'm1' }, NOT_SHOWN],
		['no webhook settings', { settings: { color: 1 } }, NOT_SHOWN],
		['URLs that are no list', { settings: { events: { urls: { always: 'one' } } } }, NOT_SHOWN],
	])('%s instead of the account: nothing is written', async (_name, reply, message) => {
		engine.answer(/GET .*customers/, reply);
		await expect(host().activate()).rejects.toThrow(message);
		expect(writes()).toEqual([]);
	});

	test.each([
		['our URL is missing', () => [FOREIGN], true],
		["a colleague's is missing", (url: string) => [url], true],
		['the switch is off', (url: string) => [FOREIGN, url], false],
	])('after the write %s: that is said', async (_name, always, enabled) => {
		const trigger = host();
		engine.before(/PUT .*customers/, async () =>
			engine.before(/GET .*customers/, async () => {
				engine.merchant.settings.events = { enabled, urls: { always: always(trigger.url) } };
			}),
		);
		const error = await trigger.activate().catch((caught) => caught);
		expect(error.message).toBe('Paystand did not keep the webhook URLs as they were sent');
		expect(error.description).toContain('try again');
	});

	test('a URL that the account keeps although it was taken out is named as kept', async () => {
		const trigger = host();
		await trigger.activate();
		const shown = { settings: structuredClone(engine.merchant.settings) };
		engine.answer(/GET .*customers/, shown);
		await expect(trigger.deactivate()).rejects.toThrow('did not keep the webhook URLs');
	});

	test('deactivating leaves a switch that is off as it is', async () => {
		const trigger = host();
		await trigger.activate();
		engine.merchant.settings.events.enabled = false;
		await trigger.deactivate();
		expect(engine.merchant.settings.events).toEqual({
			enabled: false,
			urls: { always: [FOREIGN] },
		});
	});

	test('activating switches on where it also takes former URLs of this trigger out', async () => {
		const trigger = host();
		const former = [`${trigger.url}?secret=a`, `${trigger.url}?secret=b`];
		engine.merchant.settings.events = { enabled: false, urls: { always: [FOREIGN, ...former] } };
		await trigger.activate();
		expect(engine.merchant.settings.events).toEqual({
			enabled: true,
			urls: { always: [FOREIGN, trigger.url] },
		});
	});

	test('deactivating writes nothing where the URL is gone already', async () => {
		const trigger = host();
		await trigger.activate();
		engine.merchant.settings.events.urls.always = [FOREIGN];
		engine.merchant.settings.events.enabled = false;
		const before = writes().length;
		await trigger.deactivate();
		expect(writes()).toHaveLength(before);
	});

	test('other settings that a write keeps are no reason to stop', async () => {
		engine.merchant.settings.transfers = { report: { enabled: true } };
		await host().activate();
		expect(engine.merchant.settings.transfers).toEqual({ report: { enabled: true } });
	});
});

test('Paystand itself is given no address that it cannot deliver to', async () => {
	const trigger = new TriggerHost(new Credentials({ environment: 'sandbox', accessToken: 'x' }));
	trigger.webhookBaseUrl = 'http://127.0.0.1:5678/webhook';
	const { methods, context } = trigger.hook();
	await expect(methods.create.call(context)).rejects.toMatchObject({
		message: 'Paystand only delivers to https addresses',
		description: expect.stringContaining('WEBHOOK_URL'),
	});
});
