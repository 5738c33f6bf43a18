import { createHash } from 'node:crypto';
import { PaystandRefusal } from './errors.mts';

export interface Rule {
	status: number;
	code: string;
	detailCode?: string;
	explanation?: string;
	/** False: the refusal does not name the field. */
	namesField?: boolean;
	/** The same request is refused with the same `ref` each time: the fault is deterministic. */
	repeatsRef?: boolean;
}

/** What Ajv tells of one breach of a schema. */
export interface Fault {
	keyword: string;
	/** JSON pointer, e.g. `/requestBody/erpId`. */
	instancePath: string;
	schemaPath: string;
	params: Record<string, unknown>;
	message?: string;
	data?: unknown;
}

/** How the document says a broken request is refused; an operation or a schema may say otherwise. */
export interface RefusalRules {
	missing: Rule;
	invalid: Rule;
}

type Schema = Record<string, unknown> & {
	properties?: Record<string, Schema>;
	allOf?: Schema[];
	items?: Schema;
	'x-stored-as'?: string;
	'x-missing'?: Rule;
	'x-invalid'?: Rule;
};

interface DescribedOperation {
	'x-missing'?: Rule;
	'x-invalid'?: Rule;
	requestBody?: { content?: Record<string, { schema?: Schema }> };
}

/**
 * Paystand's refusal of a request that breaks its schema: one fault is reported, a missing field
 * before a wrong one, and by the name the field is stored under (`erpId` as `extId`).
 * @param faults at least one
 * @param request what a `ref` that repeats is made of
 */
export function toRefusal(
	faults: Fault[],
	rules: RefusalRules,
	operation: DescribedOperation,
	request: { path: string; body: unknown },
): PaystandRefusal {
	const body = Object.values(operation.requestBody?.content ?? {})[0]?.schema ?? {};
	const fault =
		faults.find((one) => isMissing(one) && !insideChoice(one)) ??
		faults.find((one) => one.keyword === 'oneOf') ??
		faults.find((one) => !insideChoice(one)) ??
		faults[0]!;

	const missing = missingName(fault, faults);
	const [root, ...path] = fault.instancePath.split('/').slice(1);
	const inQuery = root === 'query' || missing === 'query';
	if (missing !== null && missing !== 'requestBody') path.push(missing);
	const schemas = inQuery ? [] : schemasAlong(body, path);
	const own = schemas.at(-1);
	const kind = missing === null ? 'x-invalid' : 'x-missing';
	const rule =
		[body, ...schemas].findLast((schema) => schema?.[kind])?.[kind] ??
		operation[kind] ??
		(missing === null ? rules.invalid : rules.missing);
	const named = [...path.slice(0, -1), own?.['x-stored-as'] ?? path.at(-1)]
		.filter((part) => part !== undefined)
		.join('.');
	const parameter = rule.namesField === false ? '' : named;
	const refusal = new PaystandRefusal(rule.status, {
		code: rule.code,
		...(rule.detailCode ? { detailCode: rule.detailCode } : {}),
		...(parameter ? { parameter } : {}),
		...(missing === null && parameter ? { value: fault.data } : {}),
		explanation: rule.explanation ?? explain(fault, parameter, missing),
	});
	if (rule.repeatsRef) {
		const told = JSON.stringify([request.path, request.body]);
		refusal.ref = createHash('sha256').update(told).digest('hex').slice(0, 32);
	}
	return refusal;
}

function isMissing(fault: Fault): boolean {
	return fault.keyword === 'required';
}

/** Errors of the branches of a oneOf or anyOf; the choice itself reports too. */
function insideChoice(fault: Fault): boolean {
	return /\/(oneOf|anyOf)\/\d+\//.test(fault.schemaPath);
}

/** A choice that no branch meets lacks what its first branch asks for. */
function missingName(fault: Fault, faults: Fault[]): string | null {
	if (isMissing(fault)) return String(fault.params.missingProperty);
	if (fault.keyword !== 'oneOf' || fault.params.passingSchemas !== null) return null;
	const branch = faults.find((one) => isMissing(one) && insideChoice(one));
	return branch ? String(branch.params.missingProperty) : null;
}

/** The schema of each step of a path through a schema, as far as they are known. */
function schemasAlong(schema: Schema, path: string[]): (Schema | undefined)[] {
	const found: (Schema | undefined)[] = [];
	let at: Schema | undefined = schema;
	for (const step of path) {
		at = at && childOf(at, step);
		found.push(at);
	}
	return found;
}

function childOf(schema: Schema, name: string): Schema | undefined {
	if (schema.properties?.[name]) return schema.properties[name];
	if (schema.items && /^\d+$/.test(name)) return schema.items;
	for (const part of schema.allOf ?? []) {
		const child = childOf(part, name);
		if (child) return child;
	}
	return undefined;
}

function explain(fault: Fault, parameter: string, missing: string | null): string {
	if (missing !== null) return parameter ? `${parameter} is required.` : 'Body cannot be empty';
	return `${parameter || 'The request'} ${fault.message}.`;
}
