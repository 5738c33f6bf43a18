'use strict';

// What the TypeScript compiler leaves to do: the icons, and the nodes' output schemas, generated
// from the API document so that they cannot drift from it.

const { mkdir, rm, writeFile } = require('node:fs/promises');
const path = require('node:path');

const { dest, parallel, src } = require('gulp');
const { $RefParser } = require('@apidevtools/json-schema-ref-parser');

const DOCUMENT = path.join(__dirname, 'api', 'paystand-x.openapi.yaml');
/** Built before; each operation in it says which reply its items are made of. */
const REGISTRY = path.join(__dirname, 'dist', 'nodes', 'Paystand', 'registry.js');
const SCHEMAS = path.join(__dirname, 'dist', 'nodes', 'Paystand', '__schema__');
/** n8n looks for the schema of exactly the node's version; both triggers have the same items. */
const TRIGGER_SCHEMAS = [
	['PaystandTrigger', 'v1.0.0'],
	['PaystandTrigger', 'v2.0.0'],
	['PaystandPollingTrigger', 'v1.0.0'],
];
/** What `nodes/events/eventItem.ts` puts at the top of an item; an engine test holds them together. */
const ITEM_TEXTS = [
	...['eventId', 'event', 'changeKey', 'occurredAt', 'resourceType', 'resourceId'],
	...['amountApplied', 'currency', 'appliedBy', 'erpInvoiceId', 'erpCustomerId'],
	...['receivableId', 'paymentId'],
];
/** n8n's editor reads these; the rest of a JSON Schema would only make the package larger. */
const TYPES = ['object', 'array', 'string', 'number', 'integer', 'boolean'];

async function clean() {
	await rm(path.join(__dirname, 'dist'), { recursive: true, force: true });
}

function icons() {
	return src('icons/*.svg', { encoding: false }).pipe(dest('dist/icons'));
}

async function schemas() {
	for (const { version, resource, operation, schema } of await outputSchemas(
		require(REGISTRY).resources,
	)) {
		const folder = path.join(SCHEMAS, `v${version}.0.0`, resource);
		await mkdir(folder, { recursive: true });
		await writeFile(path.join(folder, `${operation}.json`), JSON.stringify(schema));
	}
}

/** The schema of the items of each operation of the action node, in each of its versions. */
async function outputSchemas(resources) {
	const replies = repliesOf(await $RefParser.dereference(DOCUMENT));
	return resources.flatMap(({ value: resource, operations }) =>
		operations.flatMap(({ value: operation, output, shortOutput, writes }) =>
			[1, 2].map((version) => {
				// From version 2 on what was written is simplified.
				const short = writes ? { ...output, pick: writes.shortFields } : shortOutput;
				const items = (version > 1 && short) || output;
				const schema = schemaOf(items, replies, `${resource}.${operation}`);
				return { version, resource, operation, schema };
			}),
		),
	);
}

async function triggerSchema() {
	const document = await $RefParser.dereference(DOCUMENT);
	const schema = JSON.stringify(eventItemOf(document));
	for (const [node, version] of TRIGGER_SCHEMAS) {
		const folder = path.join(__dirname, 'dist', 'nodes', node, '__schema__');
		await mkdir(folder, { recursive: true });
		await writeFile(path.join(folder, `${version}.json`), schema);
	}
}

/**
 * The schema of the trigger's item. n8n knows one per node where there is no resource and operation
 * to choose, so it has the fields of every family: those of cash application first.
 */
function eventItemOf({ webhooks }) {
	const families = Object.values(webhooks).map(({ post }) => {
		const event = merged(post.requestBody.content['application/json'].schema);
		return plain(event.properties.resource);
	});
	const resource = families.reduce(union, { type: 'object', properties: {} });
	const texts = Object.fromEntries(ITEM_TEXTS.map((name) => [name, { type: 'string' }]));
	const changed = { type: 'object', properties: {} };
	const properties = { ...texts, resource, changes: changed, previous: changed };
	return { type: 'object', properties, version: 1 };
}

/** Objects laid over each other, level by level; where the types differ the first one stays. */
function union(one, other) {
	if (one?.type !== 'object' || other?.type !== 'object') return one ?? other;
	const names = new Set([...Object.keys(one.properties), ...Object.keys(other.properties)]);
	const both = [...names].map((name) => [
		name,
		union(one.properties[name], other.properties[name]),
	]);
	return { type: 'object', properties: Object.fromEntries(both) };
}

/** operationId → the JSON Schema of its successful reply. */
function repliesOf(document) {
	const replies = new Map();
	for (const methods of Object.values(document.paths)) {
		for (const { operationId, responses } of Object.values(methods)) {
			const success = Object.entries(responses ?? {}).find(([status]) => status.startsWith('2'));
			const schema = success?.[1].content?.['application/json']?.schema;
			if (operationId) replies.set(operationId, schema);
		}
	}
	return replies;
}

/** The schema of one output item, as n8n wants it. */
function schemaOf({ from, at, pick, plus = {} }, replies, name) {
	const reply = from ? itemOf(replies.get(from), at) : { properties: {} };
	if (!reply?.properties) throw new Error(`${name}: no reply schema for ${from} ${at ?? ''}`);
	const added = Object.entries(plus).map(([field, type]) => [field, { type }]);
	const picked = (pick ?? Object.keys(reply.properties)).map((field) => [
		field,
		// What the reply lacks is worked out by the node, as a text.
		reply.properties[field] ? plain(reply.properties[field]) : { type: 'string' },
	]);
	return { type: 'object', properties: Object.fromEntries([...picked, ...added]), version: 1 };
}

function itemOf(schema, at) {
	const whole = merged(schema);
	if (at)
		return merged(
			at.split('.').reduce((part, key) => part?.[key] ?? part?.properties?.[key], whole),
		);
	return whole?.properties?.results ? merged(whole.properties.results.items) : whole;
}

/** `allOf` laid together, since n8n's editor shows properties only. */
function merged(schema) {
	if (!schema?.allOf) return schema;
	const parts = [schema, ...schema.allOf.map(merged)];
	return { type: 'object', properties: Object.assign({}, ...parts.map((part) => part.properties)) };
}

function plain(schema) {
	const whole = merged(schema);
	const variant = whole.oneOf?.[0] ?? whole.anyOf?.[0];
	if (variant) return plain(variant);
	const type = [whole.type].flat().find((candidate) => TYPES.includes(candidate)) ?? 'object';
	if (type === 'array') return { type, items: plain(whole.items ?? {}) };
	if (type !== 'object') return { type };
	const entries = Object.entries(whole.properties ?? {});
	return {
		type,
		properties: Object.fromEntries(entries.map(([key, value]) => [key, plain(value)])),
	};
}

exports.clean = clean;
exports.assets = parallel(icons, schemas, triggerSchema);
exports.eventItemOf = eventItemOf;
exports.outputSchemas = outputSchemas;
