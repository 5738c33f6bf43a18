import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { FormatsPlugin } from 'ajv-formats';
import { beforeAll, expect, it } from 'vitest';
import { parse } from 'yaml';
import { openDispute } from '../../../sandbox/life/dispute.mts';
import { refund } from '../../../sandbox/life/refund.mts';
import { DAY, startLife, type Life } from './life.mts';

// Another ajv, too old for OpenAPI 3.1, lies in its place: this is the one that the formats are for.
const require = createRequire(createRequire(import.meta.url).resolve('ajv-formats'));
const { Ajv2020 } = require('ajv/dist/2020');
const addFormats = require('ajv-formats') as FormatsPlugin;

interface Validator {
	(value: unknown): boolean;
	errors?: unknown;
}

/** Validators of the API document's webhooks, by the kind of resource. */
const validators = new Map<string, Validator>();

beforeAll(async () => {
	const path = new URL('../../../api/paystand-x.openapi.yaml', import.meta.url);
	const document = parse(await readFile(path, 'utf8'));
	const ajv = addFormats(new Ajv2020({ strict: false, allErrors: true }));
	ajv.addSchema(document, 'api');
	for (const [kind, { post }] of Object.entries<any>(document.webhooks)) {
		const { $ref } = post.requestBody.content['application/json'].schema;
		validators.set(kind, ajv.compile({ $ref: `api${$ref}` }));
	}
});

/** Everything that can happen to payments, refunds, disputes and payouts. */
async function everything(): Promise<Life> {
	const life = startLife();
	const { world, merchant } = life;
	world.extraEvents = true;
	const paid = life.pay([life.bill('100.00'), life.bill('289.82')], { meta: { order: '7' } });
	const won = life.pay([life.bill('50.00')]);
	life.pay([life.bill('60.00')], { source: life.card('4000000000000259') });
	life.pay([life.bill('70.00')], { source: life.bank('000123456789', '110000000') });
	life.pay([life.bill('80.00')], { source: life.bank('000999999999', '110000000') });
	expect(() => life.pay([life.bill('90.00')], { source: life.card('4000000000000002') })).toThrow();
	await world.clock.advance(3 * DAY);
	refund(world, merchant, paid, '150.00');
	openDispute(world, merchant, won, { type: 'Card', reason: 'fraudulent', outcome: 'won' });
	await world.clock.advance(40 * DAY);
	return life;
}

it('every event of a whole life is as the API document says', async () => {
	const { merchant } = await everything();
	const seen = new Set<string>();
	for (const event of merchant.events.all()) {
		const { object, status, feeType } = event.resource as Record<string, string>;
		const validate = validators.get(object!);
		expect(validate, `webhook ${object}`).toBeDefined();
		validate!(JSON.parse(JSON.stringify(event)));
		expect(validate!.errors ?? null, `${object} ${status}`).toBeNull();
		seen.add(`${object} ${feeType ?? status}`);
	}
	const wrong = structuredClone(merchant.events.all()[0]!);
	wrong.resource.status = 'odd';
	expect(validators.get('payment')!(wrong)).toBe(false);
	expect([...seen].toSorted()).toEqual([
		...['dispute acceptingEvidence', 'dispute active', 'dispute created', 'dispute lost'],
		...['dispute processing', 'dispute underReview', 'dispute won'],
		...['fee delayed', 'fee paystand'],
		...['payment created', 'payment failed', 'payment paid', 'payment posted'],
		...['payment processing', 'receivableTransaction active'],
		...['refund created', 'refund paid', 'refund processing'],
		...['transfer paid', 'transfer posted', 'transfer processing', 'transfer sending'],
		'withdrawal created',
	]);
});

it('the envelope names the resource it is about', async () => {
	const { merchant } = await everything();
	for (const event of merchant.events.all()) {
		const { object, id } = event.resource as { object: string; id: string };
		expect(event.sourceId).toBe(id);
		expect(event.sourceType).toBe(object[0]!.toUpperCase() + object.slice(1));
		expect(event.status).toBe('active');
		expect(event.created).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
	}
	expect(new Set(merchant.events.all().map(({ id }) => id)).size).toBe(merchant.events.size);
});

it('an event keeps the resource as it was, whatever happens to it later', async () => {
	const life = startLife();
	life.pay([life.bill('100.00')]);
	const [created] = life.merchant.events.all();
	const before = structuredClone(created!.resource);
	await life.world.clock.advance(10 * DAY);
	expect(created!.resource).toEqual(before);
});
